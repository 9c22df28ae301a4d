package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsVersionDetectorTest {

    private final TlsVersionDetector detector = new TlsVersionDetector();

    /// What each version came to, whether the random has a mark, the protocol that is changed to TLS, what is found.
    @ParameterizedTest(name = "{0}, mark {1}, in {2}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    1.2+ 1.3+                | UNKNOWN | -    | ''
    3- 1.0- 1.1- 1.2+ 1.3+   | YES     | -    | ''
    1.2- 1.3+                | UNKNOWN | -    | ''
    2+ 1.2+ 1.3+             | UNKNOWN | -    | protocol.sslv2 CRITICAL
    2+ 1.2+ 1.3+             | UNKNOWN | smtp | protocol.sslv2 LOW
    3+ 1.2+ 1.3+             | UNKNOWN | -    | protocol.sslv3 HIGH
    1.0+ 1.1+ 1.2+ 1.3+      | UNKNOWN | -    | protocol.tls10 MEDIUM
    1.0+ 1.1- 1.2+ 1.3+      | UNKNOWN | -    | protocol.tls10 MEDIUM
    1.0- 1.1+ 1.2+ 1.3+      | UNKNOWN | -    | protocol.tls11 MEDIUM
    1.0+ 1.1+ 1.2+ 1.3+      | UNKNOWN | smtp | protocol.tls10 INFO
    1.0+ 1.1+ 1.2+ 1.3+      | UNKNOWN | imap | protocol.tls10 MEDIUM
    1.2+ 1.3-                | UNKNOWN | -    | protocol.tls13-missing LOW
    1.2+ 1.3-                | NO      | -    | protocol.tls13-missing LOW
    1.2+ 1.3-                | NO      | smtp | protocol.tls13-missing INFO
    1.2+ 1.3-                | YES     | -    | ''
    1.0+ 1.2+ 1.3-           | YES     | -    | protocol.tls10 MEDIUM, protocol.tls13-missing LOW
    1.0+ 1.2- 1.3-           | UNKNOWN | -    | protocol.tls10 MEDIUM
    1.2+ 1.3_                | UNKNOWN | -    | ''
    1.2+ 1.3?                | UNKNOWN | -    | ''
    2? 3_ 1.0? 1.1_ 1.2+ 1.3+ | UNKNOWN | -   | ''
    1.2+                     | UNKNOWN | -    | ''
    """)
    void judges(String versions, Presence mark, String startTls, String expected) {
        var support = SupportSamples.speaking(versions).mark(mark).support();
        var seen = TlsSamples.server(null).speaking(support).startedIn(startTls).seen();
        assertThat(TlsSamples.found(detector, "tls.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    @Test
    void bothOldVersionsAreInTheProof() {
        var support = SupportSamples.speaking("1.0+ 1.1+ 1.2+").support();
        var findings = detector.detect(
                TlsSamples.evidence(TlsSamples.server(null).speaking(support).seen()));
        assertThat(findings.stream().map(Finding::evidence).toList().getFirst())
                .isEqualTo(List.of(new Proof("/tls/0/support/protocols/0/answer", "TLSv1 and TLSv1.1 accepted")));
    }

    @Test
    void addressesThatDifferAreTheWorse() {
        var good = TlsSamples.server(null)
                .speaking(SupportSamples.speaking("1.2+ 1.3+").support())
                .seen();
        var bad = TlsSamples.server(null)
                .at("2001:db8::1")
                .speaking(SupportSamples.speaking("3+ 1.2+ 1.3+").support())
                .seen();
        assertThat(TlsSamples.found(detector, "tls.", TlsSamples.evidence(good, bad, bad)))
                .isEqualTo("protocol.sslv3 HIGH");
    }
}
