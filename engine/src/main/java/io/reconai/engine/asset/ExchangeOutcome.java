package io.reconai.engine.asset;

/// How a conversation with a peer ended. "Nothing came back" has many causes; each is a different fact.
public enum ExchangeOutcome {
    ANSWERED,
    REFUSED,
    TIMED_OUT,
    BLOCKED,
    LIMIT_REACHED,
    TLS_FAILED,
    MALFORMED,
    FAILED
}
