package io.reconai.engine.tls;

import io.reconai.engine.asset.ExchangeOutcome;

/// What a hello came to.
sealed interface HelloAnswer {

    /// A ServerHello or a HelloRetryRequest.
    record Accepted(ServerFlight flight) implements HelloAnswer {}

    /// A fatal alert before any hello, with its description (RFC 8446 §6).
    record Alerted(int description) implements HelloAnswer {}

    /// SSLv2's SERVER-HELLO, with how many cipher kinds it has in common with ours.
    record Ssl2(int version, int cipherKinds) implements HelloAnswer {}

    /// Something that is not TLS, such as an HTTP answer.
    record Foreign(String beginning) implements HelloAnswer {}

    /// No answer: closed, reset, silent, refused, blocked, or a failure of ours.
    record Nothing(ExchangeOutcome outcome, String detail) implements HelloAnswer {}
}
