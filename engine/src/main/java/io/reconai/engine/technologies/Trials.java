package io.reconai.engine.technologies;

import io.reconai.engine.technologies.ExtractorIndex.Extractor;
import io.reconai.engine.technologies.PageContent.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What comes of trying all signs on what hosts show: the same whichever host shows it.
///
/// @param rules that fit, in the order of what is shown
/// @param libraries that are loaded or contained
/// @param steps what trying costs, see [WorkBudget]
record Trials(List<Success<Rule>> rules, List<Success<Extractor>> libraries, long steps) {

    /// A sign that was recognised.
    record Success<S extends Sign>(S sign, Sign.Match match, Shown shown) {}

    /// What costs more is seldom, or made to keep us busy.
    private static final long MOST_STEPS = WorkBudget.STEPS / 10;

    Trials {
        rules = List.copyOf(rules);
        libraries = List.copyOf(libraries);
    }

    /// Tries everything. Empty where that would cost too much.
    static Optional<Trials> of(List<Shown> all, Rulebook rulebook, ExtractorIndex extractors) {
        var budget = new WorkBudget(MOST_STEPS);
        var rules = new ArrayList<Success<Rule>>();
        var libraries = new ArrayList<Success<Extractor>>();
        for (var shown : all) {
            rulebook.candidates(shown.signal(), shown.name(), shown.value(), into(rules, shown, budget));
            extractors.candidates(shown.signal(), shown.value(), into(libraries, shown, budget));
        }
        return budget.isSpent()
                ? Optional.empty()
                : Optional.of(new Trials(rules, libraries, MOST_STEPS - budget.left()));
    }

    private static <S extends Sign> Sign.Candidates<S> into(
            List<Success<S>> successes, Shown shown, WorkBudget budget) {
        return (sign, piece) -> {
            if (budget.allows(sign.steps(piece.length()))) {
                sign.match(piece).ifPresent(match -> successes.add(new Success<>(sign, match, shown)));
            }
        };
    }
}
