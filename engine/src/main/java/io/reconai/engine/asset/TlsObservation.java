package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One TLS handshake with one address and port for one name.
///
/// @param serverName the name sent as SNI; empty where the host is an address
/// @param session what was seen; null unless the handshake was answered
/// @param support what the server speaks; null where it was not asked, and in evidence of earlier versions
/// @param startTls the protocol that was changed to TLS, such as `smtp`; null where TLS begins at once
/// @param startTlsFault what the server did wrong in that change; null when nothing is known of that, and in evidence
///     of earlier versions
public record TlsObservation(
        String address,
        int port,
        String serverName,
        ExchangeOutcome outcome,
        String detail,
        @Nullable TlsSession session,
        Instant at,
        long elapsedMs,
        @Nullable TlsSupport support,
        @Nullable String startTls,
        @Nullable StartTlsFault startTlsFault) {

    @JsonCreator
    public TlsObservation {}

    /// A handshake before which nothing went wrong.
    public TlsObservation(
            String address,
            int port,
            String serverName,
            ExchangeOutcome outcome,
            String detail,
            @Nullable TlsSession session,
            Instant at,
            long elapsedMs,
            @Nullable TlsSupport support,
            @Nullable String startTls) {
        this(address, port, serverName, outcome, detail, session, at, elapsedMs, support, startTls, null);
    }

    /// A handshake on a port where TLS begins at once.
    public TlsObservation(
            String address,
            int port,
            String serverName,
            ExchangeOutcome outcome,
            String detail,
            @Nullable TlsSession session,
            Instant at,
            long elapsedMs,
            @Nullable TlsSupport support) {
        this(address, port, serverName, outcome, detail, session, at, elapsedMs, support, null);
    }

    /// The session, when the handshake came through.
    public Optional<TlsSession> completed() {
        return Optional.ofNullable(session);
    }

    /// What the server speaks, where that was asked.
    public Optional<TlsSupport> surveyed() {
        return Optional.ofNullable(support);
    }

    /// The protocol in which TLS was asked for; empty where TLS begins at once.
    public Optional<String> startedIn() {
        return Optional.ofNullable(startTls);
    }

    /// What went wrong while a plain protocol was changed to TLS.
    public Optional<StartTlsFault> faultAtStart() {
        return Optional.ofNullable(startTlsFault);
    }

    /// The same handshake with what the server speaks.
    public TlsObservation withSupport(TlsSupport found) {
        return new TlsObservation(
                address, port, serverName, outcome, detail, session, at, elapsedMs, found, startTls, startTlsFault);
    }
}
