package io.reconai.engine.technologies;

import com.google.re2j.Pattern;

/// How much matching one host may cost, counted in letters times the size of the pattern's program, which is the most
/// that a linear-time engine can need. Counted rather than timed, so that a replay judges the same.
final class WorkBudget {

    /// Some tens of milliseconds. An ordinary page of 200 KB needs less than a hundredth of it.
    private static final long STEPS = 12_000_000;

    private long left = STEPS;

    /// True when a pattern may be tried on so many letters; it is then accounted for.
    boolean allows(Pattern pattern, int letters) {
        left -= (long) letters * pattern.programSize();
        return left >= 0;
    }

    /// True when something was not tried.
    boolean isSpent() {
        return left < 0;
    }
}
