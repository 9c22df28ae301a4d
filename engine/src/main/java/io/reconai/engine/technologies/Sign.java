package io.reconai.engine.technologies;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that a pattern recognises in a piece of text.
interface Sign {

    /// What trying it on so many letters may cost, in the steps of [WorkBudget].
    long steps(int letters);

    /// What it recognises, of the piece alone; empty when nothing.
    Optional<Match> match(String piece);

    /// @param text the piece's part that the pattern matched
    /// @param version null where it tells none
    record Match(String text, @Nullable String version) {}

    /// Told of a sign that may be in a value and of the piece of the value to try it on.
    @FunctionalInterface
    interface Candidates<S extends Sign> {
        void at(S sign, String piece);
    }
}
