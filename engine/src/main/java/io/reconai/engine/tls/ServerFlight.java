package io.reconai.engine.tls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server sends in the clear after a hello that it accepts, as far as it was read.
///
/// @param version the negotiated one; in TLS 1.3 from `supported_versions`
/// @param suite the picked one
/// @param compression the picked method; 0 is none
/// @param retry a HelloRetryRequest: the server accepts and wants another key share
/// @param extensions types in the hello
/// @param alpn the picked protocol
/// @param group of the key exchange, 0 when it was not read
/// @param dhBits size of the DHE modulus, 0 when there was none
/// @param mark the last octets of the random say that the server can do more (RFC 8446 §4.1.3)
/// @param certificates as sent, leaf first, in DER
/// @param staple the OCSP response of a CertificateStatus
/// @param clientCertificate a CertificateRequest came
/// @param broken what was wrong with the part after the hello; empty when nothing was
record ServerFlight(
        int version,
        int suite,
        int compression,
        boolean retry,
        Set<Integer> extensions,
        Optional<String> alpn,
        int group,
        int dhBits,
        boolean mark,
        List<byte[]> certificates,
        Optional<byte[]> staple,
        boolean clientCertificate,
        String broken) {

    /// How far to read.
    enum Until {
        /// The ServerHello.
        HELLO,
        /// The ServerKeyExchange, where the suite has one.
        KEY_EXCHANGE,
        /// The ServerHelloDone.
        DONE
    }

    ServerFlight {
        extensions = Set.copyOf(extensions);
        certificates = List.copyOf(certificates);
    }
}
