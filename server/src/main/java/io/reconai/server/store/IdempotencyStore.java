package io.reconai.server.store;

import io.reconai.server.idempotency.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Answers to requests with an `Idempotency-Key`, kept for a day.
public interface IdempotencyStore {

    /// What is known of a key.
    sealed interface Known {
        /// No answer is: the request is noted as being served, and is the caller's to serve.
        ///
        /// @param seed of the ids that serving it makes. It is the same again where an earlier server died over
        ///     the request: what that one already made is found, and not made twice
        record Nothing(String seed) implements Known {}
        /// Another server is serving it.
        record Serving() implements Known {}
        /// It was answered.
        record Answered(Answer answer) implements Known {}
        /// The key belongs to a request with another body.
        record OtherRequest() implements Known {}
    }

    /// An answer as it is given again.
    ///
    /// @param location its header of that name, if it had one
    record Answer(int status, @Nullable String location, String body) {}

    /// Begins a request: of many at once exactly one gets [Known.Nothing].
    ///
    /// A request that another server began long ago and never answered is taken over from it.
    Known begin(RequestKey key, String bodyHash, Instant now);

    void finish(RequestKey key, Answer answer);

    /// Forgets a request that could not be answered.
    void forget(RequestKey key);
}
