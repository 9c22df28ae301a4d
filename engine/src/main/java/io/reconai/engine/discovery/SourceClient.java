package io.reconai.engine.discovery;

import java.net.URI;
import java.time.Duration;

/// Asks third parties over HTTP, within bounds of bytes and time.
public interface SourceClient {

    /// What a third party said.
    sealed interface Reply {
        /// It answered with a body; `truncated` when it was longer than our bound.
        record Answered(int status, String mediaType, byte[] body, boolean truncated) implements Reply {}

        /// It told us to come back later.
        record Limited(Duration retryAfter) implements Reply {}

        /// No usable answer; the reason in words.
        record Failed(String reason) implements Reply {}
    }

    /// One GET request, without retries.
    ///
    /// @throws InterruptedException when the scan is cancelled
    Reply get(URI address) throws InterruptedException;
}
