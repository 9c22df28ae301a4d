package io.reconai.engine.technologies;

import com.google.re2j.Pattern;

/// How much matching one host may cost, counted in letters times the size of the pattern's program, which is the most
/// that a linear-time engine can need. Counted rather than timed, so that a replay judges the same.
final class WorkBudget {

    /// Some tens of milliseconds. An ordinary page of 200 KB needs less than a hundredth of it.
    static final long STEPS = 12_000_000;

    private long left;

    /// For one host.
    WorkBudget() {
        this(STEPS);
    }

    WorkBudget(long steps) {
        left = steps;
    }

    /// What trying a pattern on so many letters may cost.
    static long steps(Pattern pattern, int letters) {
        return (long) letters * pattern.programSize();
    }

    /// True when so much may be done; it is then accounted for.
    boolean allows(long steps) {
        left -= steps;
        return left >= 0;
    }

    /// The steps that may still be done; below zero when something was not tried.
    long left() {
        return left;
    }

    /// True when something was not tried.
    boolean isSpent() {
        return left < 0;
    }
}
