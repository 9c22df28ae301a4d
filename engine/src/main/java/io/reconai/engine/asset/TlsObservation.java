package io.reconai.engine.asset;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One TLS handshake with one address and port for one name.
///
/// @param serverName the name sent as SNI; empty where the host is an address
/// @param session what was seen; null unless the handshake was answered
/// @param support what the server speaks; null where it was not asked, and in evidence of earlier versions
public record TlsObservation(
        String address,
        int port,
        String serverName,
        ExchangeOutcome outcome,
        String detail,
        @Nullable TlsSession session,
        Instant at,
        long elapsedMs,
        @Nullable TlsSupport support) {

    /// The session, when the handshake came through.
    public Optional<TlsSession> completed() {
        return Optional.ofNullable(session);
    }

    /// What the server speaks, where that was asked.
    public Optional<TlsSupport> surveyed() {
        return Optional.ofNullable(support);
    }

    /// The same handshake with what the server speaks.
    public TlsObservation withSupport(TlsSupport found) {
        return new TlsObservation(address, port, serverName, outcome, detail, session, at, elapsedMs, found);
    }
}
