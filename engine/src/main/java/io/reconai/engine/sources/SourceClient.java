package io.reconai.engine.sources;

import java.time.Duration;
import java.util.Optional;

/// Asks third parties over HTTP, within bounds of bytes and time.
@FunctionalInterface
public interface SourceClient {

    /// What a third party said.
    sealed interface Reply {
        /// It answered with a body; `truncated` when it was longer than our bound or ended early.
        record Answered(int status, String mediaType, byte[] body, boolean truncated) implements Reply {}

        /// It told us to come back later, and when if it said so.
        record Limited(Optional<Duration> retryAfter) implements Reply {}

        /// No usable answer, which may be otherwise the next time; the reason in words.
        record Failed(String reason) implements Reply {}

        /// No usable answer, and none the next time either: a certificate of another name, a redirect to a forbidden
        /// address.
        record Refused(String reason) implements Reply {}
    }

    /// One request, without retries; at most three redirects are followed, each through the address policy.
    ///
    /// @param time for all of it
    /// @throws InterruptedException when the scan is cancelled
    Reply ask(SourceRequest request, Duration time) throws InterruptedException;
}
