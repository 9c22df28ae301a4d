package io.reconai.server.store;

import io.reconai.server.idempotency.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Answers to requests with an `Idempotency-Key`, kept for a day.
public interface IdempotencyStore {

    /// What is known of a key.
    sealed interface Known {
        /// Nothing was: the request is noted as being served, and is the caller's to serve.
        record Nothing() implements Known {}
        /// Another server is serving it.
        record Serving() implements Known {}
        /// It was answered.
        ///
        /// @param bodyHash of the request
        record Answered(String bodyHash, Answer answer) implements Known {}
    }

    /// An answer as it is given again.
    ///
    /// @param location its header of that name, if it had one
    record Answer(int status, @Nullable String location, String body) {}

    /// Begins a request: of many at once exactly one gets [Known.Nothing].
    Known begin(RequestKey key, String bodyHash, Instant now);

    void finish(RequestKey key, Answer answer);

    /// Forgets a request that could not be answered.
    void forget(RequestKey key);
}
