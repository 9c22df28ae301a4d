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
}
