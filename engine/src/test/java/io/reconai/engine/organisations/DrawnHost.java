package io.reconai.engine.organisations;

import io.reconai.engine.asset.Evidence;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A host as the dice made it.
///
/// @param expected the checks that must be found, and no others
/// @param choices how it came to be, for whoever has to find out why
record DrawnHost(Evidence evidence, SortedSet<String> expected, List<String> choices) {

    DrawnHost {
        expected = Collections.unmodifiableSortedSet(new TreeSet<>(expected));
        choices = List.copyOf(choices);
    }
}
