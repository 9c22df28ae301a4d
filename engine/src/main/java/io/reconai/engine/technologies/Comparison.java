package io.reconai.engine.technologies;

import java.util.Optional;

/// Compares what a host shows with the rules and looks for libraries in it. What came of that on a page or a value that
/// another host showed is not worked out again.
record Comparison(Hits hits, LibraryFinder uses, WorkBudget budget, KnownValues values) implements Observer {

    @Override
    public void sees(Observation seen) {
        var isKnown = KnownValues.isShared(seen) && add(values.trials(seen), seen.pointer());
        if (!isKnown) {
            hits.compare(seen);
            uses.search(seen);
        }
    }

    @Override
    public void sees(KnownPage page, String at) {
        if (!add(page.trials(), at)) {
            Observer.super.sees(page, at);
        }
    }

    /// False where the budget has less than trying costs, so that it is spent somewhere within.
    private boolean add(Optional<Trials> known, String at) {
        var trials = known.filter(some -> some.steps() <= budget.left());
        trials.ifPresent(some -> {
            budget.allows(some.steps());
            hits.add(some.rules(), at);
            uses.add(some.libraries(), at);
        });
        return trials.isPresent();
    }
}
