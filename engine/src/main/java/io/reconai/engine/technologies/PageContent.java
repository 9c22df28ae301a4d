package io.reconai.engine.technologies;

import java.util.List;
import java.util.Set;

/// What an HTML page shows of the technology behind it.
///
/// @param shown in the order of the page; of an error page its text last, as a browser shows it
/// @param isWhole false where the page has more than is read
/// @param named the other hosts that its addresses name, in lower case
/// @param namesOwnHost they may name its own host too, which on another host would be another's
record PageContent(List<Shown> shown, boolean isWhole, Set<String> named, boolean namesOwnHost) {

    /// One thing that a page shows, wherever it stands in evidence.
    record Shown(Signal signal, String name, String value) {
        Observation at(String pointer) {
            return new Observation(signal, name, value, pointer);
        }
    }

    PageContent {
        shown = List.copyOf(shown);
        named = Set.copyOf(named);
    }

    /// True when the same page at the same path of this host shows the same.
    boolean isSameAt(String host) {
        return !namesOwnHost && !named.contains(host);
    }
}
