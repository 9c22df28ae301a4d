package io.reconai.engine.asset;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One TLS handshake with one address and port for one name.
///
/// @param serverName the name sent as SNI
/// @param session what was seen; null unless the handshake was answered
public record TlsObservation(
        String address,
        int port,
        String serverName,
        ExchangeOutcome outcome,
        String detail,
        @Nullable TlsSession session,
        Instant at,
        long elapsedMs) {

    /// The session, when the handshake came through.
    public Optional<TlsSession> completed() {
        return Optional.ofNullable(session);
    }
}
