package io.reconai.engine.technologies;

import io.reconai.engine.technologies.ExtractorIndex.Extractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that is tried on what a page shows, in the order of the page.
///
/// @param steps what it cost in all, see [WorkBudget]
record PageTrials(List<Trial<Rule>> rules, List<Trial<Extractor>> libraries, long steps) {

    /// Pages that cost more are few, or made to keep us busy.
    private static final long MOST_STEPS = WorkBudget.STEPS / 10;

    /// Tries everything. Empty where that would cost too much.
    static Optional<PageTrials> of(PageContent page, Rulebook rulebook, ExtractorIndex extractors) {
        var budget = new WorkBudget(MOST_STEPS);
        var rules = new ArrayList<Trial<Rule>>();
        var libraries = new ArrayList<Trial<Extractor>>();
        for (var shown : page.shown()) {
            rulebook.candidates(shown.signal(), shown.name(), shown.value(), into(rules, shown, budget));
            extractors.candidates(shown.signal(), shown.value(), into(libraries, shown, budget));
        }
        return budget.isSpent()
                ? Optional.empty()
                : Optional.of(new PageTrials(List.copyOf(rules), List.copyOf(libraries), MOST_STEPS - budget.left()));
    }

    private static <S extends Sign> Sign.Candidates<S> into(
            List<Trial<S>> trials, PageContent.Shown shown, WorkBudget budget) {
        return (sign, piece) -> {
            var steps = sign.steps(piece.length());
            if (budget.allows(steps)) {
                trials.add(new Trial<>(sign, shown, steps, sign.match(piece)));
            }
            return !budget.isSpent();
        };
    }
}
