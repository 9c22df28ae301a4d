package io.reconai.server.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Counts requests in sliding windows. Safe for use by many threads.
public interface RateLimits {

    /// How one window stands.
    ///
    /// @param resetAt when the oldest counted request leaves it
    record Standing(Window window, int remaining, Instant resetAt) {}

    /// What came of a request.
    sealed interface Verdict {
        /// It was counted in all windows; the standing is that of the scarcest, the hour's where several are equal.
        record Granted(Standing standing) implements Verdict {}
        /// It was counted nowhere, since a window is full; the standing is that of the one that is full longest.
        record Refused(Standing standing, Duration pause) implements Verdict {}
    }

    /// Counts a request in every window of a key, or in none.
    Verdict take(String key, List<Window> windows, Instant now);
}
