package io.reconai.engine.technologies;

import io.reconai.engine.technologies.ExtractorIndex.Extractor;
import io.reconai.engine.technologies.Trials.Success;
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
            if (budget.allows(extractor.steps(piece.length())) && isOpen()) {
                extractor.match(piece).ifPresent(match -> add(extractor, match, seen));
            }
        });
    }

    /// The same of what was tried before.
    ///
    /// @param at where it stands in evidence
    void add(List<Success<Extractor>> successes, String at) {
        for (var success : successes) {
            if (isOpen()) {
                add(success.sign(), success.match(), success.shown().at(at));
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
