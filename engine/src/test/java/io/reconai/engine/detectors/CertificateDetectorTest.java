package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.KeyFacts;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateDetectorTest {

    /// What is wrong, the protocol that is changed to TLS, and the findings with their severities.
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', textBlock = """
    nothing      |      |
    self-signed  |      | self-signed HIGH
    self-signed  | smtp | self-signed INFO
    self-signed  | postgresql | self-signed LOW
    untrusted    | smtp | untrusted INFO
    untrusted    | imap | untrusted LOW
    mismatch     |      | host-mismatch HIGH
    mismatch     | smtp | host-mismatch INFO
    expired      |      | expired HIGH
    expired      | smtp | expired LOW
    expired      | imap | expired HIGH
    ROCA         |      | weak-key HIGH
    ROCA         | smtp | weak-key HIGH
    UNUSUAL_CURVE |     |
    """)
    void severities(String wrong, String startTls, String expected) {
        var findings = new CertificateDetector().detect(evidence(wrong, startTls));
        assertThat(findings.stream().map(CertificateDetectorTest::text).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    private static String text(Finding finding) {
        return finding.checkId().substring("tls.cert.".length()) + " "
                + finding.severity().name().toUpperCase(Locale.ROOT);
    }

    private static Evidence evidence(String wrong, String startTls) {
        var flaws = Arrays.stream(KeyFacts.Flaw.values())
                .filter(flaw -> flaw.name().equals(wrong))
                .toList();
        var leaf = new CertificateFacts(
                "CN=acme.test",
                "CN=Lab",
                "1",
                Samples.NOW.minus(Duration.ofDays(80)),
                Samples.NOW.plus(Duration.ofDays(wrong.equals("expired") ? -1 : 80)),
                List.of("acme.test"),
                1,
                "RSA",
                2_048,
                "SHA256withRSA",
                wrong.equals("self-signed"),
                "00",
                null,
                new KeyFacts("", 17, flaws));
        var trust =
                switch (wrong) {
                    case "self-signed" -> ChainTrust.SELF_SIGNED;
                    case "untrusted" -> ChainTrust.UNTRUSTED;
                    default -> ChainTrust.TRUSTED;
                };
        var session = new TlsSession(
                "TLSv1.3", "TLS_AES_128_GCM_SHA256", "", List.of(leaf), trust, !wrong.equals("mismatch"), "lab");
        var seen = new TlsObservation(
                "203.0.113.1", 443, "acme.test", ExchangeOutcome.ANSWERED, "", session, Samples.NOW, 1, null, startTls);
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .tls(List.of(seen))
                .build();
    }

    /// The key's algorithm and bits, how the certificate is signed, and what is weak.
    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA256withRSA, ''",
        "RSA, 2047, SHA256withRSA, weak-key",
        "RSASSA-PSS, 1024, SHA256withRSA, weak-key",
        "EC, 256, SHA256withECDSA, ''",
        "EC, 255, SHA256withECDSA, weak-key",
        "Ed25519, 255, Ed25519, ''",
        "DSA, 4096, SHA256withDSA, weak-key",
        "RSA, 2048, SHA1withRSA, weak-signature",
        "RSA, 2048, md5WithRSA, weak-signature",
        "RSA, 2048, MD2withRSA, weak-signature",
        "RSA, 2048, SHA512withRSA, ''",
        "RSA, 1024, SHA1withRSA, weak-key weak-signature",
    })
    void strength(String algorithm, int bits, String signature, String expected) {
        var leaf = certificate("CN=acme.test", false, algorithm, bits, signature, 80);
        assertThat(found(leaf)).isEqualTo(expected);
    }

    /// An authority's certificate with SHA-1 counts as well, unless it is a root, whose signature nobody looks at.
    @ParameterizedTest
    @CsvSource({"false, weak-signature", "true, ''"})
    void signaturesAboveTheHosts(boolean root, String expected) {
        var leaf = certificate("CN=acme.test", false, "RSA", 2_048, "SHA256withRSA", 80);
        var above = certificate("CN=Lab", root, "RSA", 2_048, "SHA1withRSA", 80);
        assertThat(found(leaf, above)).isEqualTo(expected);
    }

    /// Days until it ends, counted from the moment of the handshake.
    @ParameterizedTest
    @CsvSource({"80, ''", "20, expiring", "0, expiring", "-1, expired"})
    void ends(int daysLeft, String expected) {
        assertThat(found(certificate("CN=acme.test", false, "RSA", 2_048, "SHA256withRSA", daysLeft)))
                .isEqualTo(expected);
    }

    private static CertificateFacts certificate(
            String subject, boolean selfSigned, String algorithm, int bits, String signature, int daysLeft) {
        return new CertificateFacts(
                subject,
                "CN=Lab",
                "1",
                Samples.NOW.minus(Duration.ofDays(280)),
                Samples.NOW.plus(Duration.ofDays(daysLeft)),
                List.of("acme.test"),
                1,
                algorithm,
                bits,
                signature,
                selfSigned,
                "00",
                null,
                new KeyFacts("", 17, List.of()));
    }

    private static String found(CertificateFacts... chain) {
        var session = new TlsSession(
                "TLSv1.3", "TLS_AES_128_GCM_SHA256", "", List.of(chain), ChainTrust.TRUSTED, true, "lab");
        var seen = new TlsObservation(
                "203.0.113.1", 443, "acme.test", ExchangeOutcome.ANSWERED, "", session, Samples.NOW, 1, null, null);
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .tls(List.of(seen))
                .build();
        return String.join(
                " ",
                new CertificateDetector()
                        .detect(evidence).stream()
                                .map(finding -> finding.checkId().substring("tls.cert.".length()))
                                .toList());
    }
}
