package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a completed TLS handshake showed.
///
/// @param protocol `TLSv1.3`, …
/// @param chain as sent, leaf first, at most 10
/// @param nameMatches a subjectAltName of the leaf covers the name that was asked (RFC 9525)
/// @param trustStore the name and date of the root store used
/// @param path how the chain was sent and completed; null in evidence of earlier versions
/// @param staple the stapled OCSP response; null in evidence of earlier versions
public record TlsSession(
        String protocol,
        String cipherSuite,
        String alpn,
        List<CertificateFacts> chain,
        ChainTrust trust,
        boolean nameMatches,
        String trustStore,
        @Nullable ChainFacts path,
        @Nullable StapledStatus staple) {

    @JsonCreator
    public TlsSession {
        chain = List.copyOf(chain);
    }

    /// A session of which neither the chain's way nor a staple is known.
    public TlsSession(
            String protocol,
            String cipherSuite,
            String alpn,
            List<CertificateFacts> chain,
            ChainTrust trust,
            boolean nameMatches,
            String trustStore) {
        this(protocol, cipherSuite, alpn, chain, trust, nameMatches, trustStore, null, null);
    }

    /// True when the chain leads to a root only with certificates that the server did not send.
    public boolean isIncomplete() {
        return path != null && path.builtWithMore();
    }

    /// What the stapled response says; empty where that is not known.
    public Optional<StapledStatus.Status> stapled() {
        return Optional.ofNullable(staple).map(StapledStatus::status);
    }
}
