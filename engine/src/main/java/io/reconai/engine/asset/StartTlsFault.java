package io.reconai.engine.asset;

/// What a server did wrong while a plain protocol was to be changed to TLS.
public enum StartTlsFault {
    /// It lists the change among what it can do, and says no when it is asked for.
    REFUSED_THOUGH_OFFERED,
    /// It sent octets between the go-ahead and the handshake, when the client has the word.
    SPOKE_BEFORE_TLS
}
