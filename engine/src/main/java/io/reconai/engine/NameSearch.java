package io.reconai.engine;

import io.reconai.engine.discovery.Collector;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// How names below a domain are searched.
///
/// @param subdomains false: the given name alone
/// @param bruteForce try the word list and what is like the names found; active mode only
/// @param wordList labels to try instead of our own list
/// @param nameList a file of names that another tool made
/// @param only ids of the sources that are asked; empty for all
/// @param without ids of sources that are not asked
public record NameSearch(
        boolean subdomains,
        boolean bruteForce,
        Optional<Path> wordList,
        Optional<Path> nameList,
        Set<String> only,
        Set<String> without) {

    public NameSearch {
        only = Set.copyOf(only);
        without = Set.copyOf(without);
    }

    /// Everything that the mode allows.
    public static NameSearch everywhere() {
        return new NameSearch(true, true, Optional.empty(), Optional.empty(), Set.of(), Set.of());
    }

    /// The same with or without names below the domain, and with or without trying names.
    public NameSearch with(boolean subdomains, boolean bruteForce) {
        return new NameSearch(subdomains, bruteForce, wordList, nameList, only, without);
    }

    /// The same with the user's own lists.
    public NameSearch with(Optional<Path> wordList, Optional<Path> nameList) {
        return new NameSearch(subdomains, bruteForce, wordList, nameList, only, without);
    }

    /// True for a source that is asked.
    boolean asks(Collector source) {
        return asks(source.id()) && (bruteForce || !source.guesses());
    }

    /// True for a source that is asked, by its id.
    boolean asks(String source) {
        return (only.isEmpty() || only.contains(source)) && !without.contains(source);
    }
}
