package io.reconai.engine.sources;

import java.time.Duration;

/// Asks third parties over HTTP, within bounds of bytes and time.
@FunctionalInterface
public interface SourceClient {

    /// What a third party said.
    sealed interface Reply {
        /// It answered with a body; `truncated` when it was longer than our bound or ended early.
        record Answered(int status, String mediaType, byte[] body, boolean truncated) implements Reply {}

        /// It told us to come back later.
        record Limited(Duration retryAfter) implements Reply {}

        /// No usable answer; the reason in words.
        record Failed(String reason) implements Reply {}
    }

    /// One request, without retries; at most three redirects are followed, each through the address policy.
    ///
    /// @param time for all of it
    /// @throws InterruptedException when the scan is cancelled
    Reply ask(SourceRequest request, Duration time) throws InterruptedException;
}
