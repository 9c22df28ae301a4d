package io.reconai.engine.technologies;

import org.jspecify.annotations.Nullable;

/// Something that a pattern recognises in a piece of text.
interface Sign {

    /// What trying it on so many letters may cost, in the steps of [WorkBudget].
    long steps(int letters);

    /// What it recognises; null when nothing. Of the piece alone.
    @Nullable
    Match match(String piece);

    /// @param text the piece's part that the pattern matched
    /// @param version null where it tells none
    record Match(String text, @Nullable String version) {}

    /// Told of a sign that may be in a value and of the piece of the value to try it on; returns false to end the
    /// search.
    @FunctionalInterface
    interface Candidates<S extends Sign> {
        boolean at(S sign, String piece);
    }
}
