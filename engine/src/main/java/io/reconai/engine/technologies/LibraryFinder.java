package io.reconai.engine.technologies;

import io.reconai.engine.technologies.ExtractorIndex.Extractor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Finds script libraries by their addresses and their text. For one host, by one thread.
final class LibraryFinder {

    private static final int MOST_USES = 200;

    private final ExtractorIndex extractors;
    private final WorkBudget budget;
    private final Map<String, LibraryUse> uses = new LinkedHashMap<>();

    LibraryFinder(ExtractorIndex extractors, WorkBudget budget) {
        this.extractors = extractors;
        this.budget = budget;
    }

    /// Each library and version once.
    List<LibraryUse> found() {
        return List.copyOf(uses.values());
    }

    void search(Observation seen) {
        extractors.candidates(seen.signal(), seen.value(), (extractor, piece) -> {
            if (isOpen() && budget.allows(extractor.steps(piece.length()))) {
                var match = extractor.match(piece);
                if (match != null) {
                    add(extractor, match, seen);
                }
            }
            return isOpen();
        });
    }

    /// The same for what a page shows in which libraries were looked for before.
    ///
    /// @param at where the page stands in evidence
    void repeat(List<Trial<Extractor>> trials, String at) {
        for (var trial : trials) {
            if (isOpen() && budget.allows(trial.steps()) && trial.match() != null) {
                add(trial.sign(), trial.match(), trial.shown().at(at));
            }
        }
    }

    private boolean isOpen() {
        return uses.size() < MOST_USES;
    }

    private void add(Extractor extractor, Sign.Match match, Observation seen) {
        var use =
                new LibraryUse(extractor.library(), Objects.requireNonNull(match.version()), seen.proof(match.text()));
        uses.putIfAbsent(use.library() + " " + use.version(), use);
    }
}
