package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a certificate says (RFC 5280). Everything in it was chosen by a stranger.
///
/// @param names dNSName and iPAddress entries of the subjectAltName, at most 500
/// @param nameCount how many there really were
/// @param keyAlgorithm `RSA`, `EC`, `Ed25519`, …
/// @param keyBits modulus or field size
/// @param signatureAlgorithm such as `SHA256withECDSA`
/// @param selfSigned issuer is the subject and the signature verifies with its own key
/// @param sha256 fingerprint, lower-case hexadecimal
/// @param extensions null in evidence of earlier versions
/// @param key null in evidence of earlier versions
public record CertificateFacts(
        String subject,
        String issuer,
        String serial,
        Instant notBefore,
        Instant notAfter,
        List<String> names,
        int nameCount,
        String keyAlgorithm,
        int keyBits,
        String signatureAlgorithm,
        boolean selfSigned,
        String sha256,
        @Nullable CertificateExtensions extensions,
        @Nullable KeyFacts key) {

    @JsonCreator
    public CertificateFacts {
        names = List.copyOf(names);
    }

    /// A certificate of whose key no more than its size is known.
    public CertificateFacts(
            String subject,
            String issuer,
            String serial,
            Instant notBefore,
            Instant notAfter,
            List<String> names,
            int nameCount,
            String keyAlgorithm,
            int keyBits,
            String signatureAlgorithm,
            boolean selfSigned,
            String sha256,
            @Nullable CertificateExtensions extensions) {
        this(
                subject,
                issuer,
                serial,
                notBefore,
                notAfter,
                names,
                nameCount,
                keyAlgorithm,
                keyBits,
                signatureAlgorithm,
                selfSigned,
                sha256,
                extensions,
                null);
    }

    /// What makes the key weak; empty when nothing is known to.
    public List<KeyFacts.Flaw> keyFlaws() {
        return key == null ? List.of() : key.flaws();
    }
}
