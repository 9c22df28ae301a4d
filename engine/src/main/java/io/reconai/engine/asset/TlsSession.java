package io.reconai.engine.asset;

import java.util.List;

/// What a completed TLS handshake showed.
///
/// @param protocol `TLSv1.3`, …
/// @param chain as sent, leaf first, at most 10
/// @param nameMatches a subjectAltName of the leaf covers the name that was asked (RFC 9525)
/// @param trustStore the name and date of the root store used
public record TlsSession(
        String protocol,
        String cipherSuite,
        String alpn,
        List<CertificateFacts> chain,
        ChainTrust trust,
        boolean nameMatches,
        String trustStore) {

    public TlsSession {
        chain = List.copyOf(chain);
    }
}
