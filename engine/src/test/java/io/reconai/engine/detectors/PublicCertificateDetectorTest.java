package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.StapledStatus.Status;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.tls.PublicRoots;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicCertificateDetectorTest {

    private static final PublicCertificateDetector DETECTOR =
            new PublicCertificateDetector(PublicRoots.of(Set.of("CN=Public Root")));

    private static StapledStatus staple(Status status) {
        return new StapledStatus(status, Samples.NOW, Samples.NOW, null, "issuer", "");
    }

    private static TlsFeatures timestamps(Presence inHello) {
        var unknown = Presence.UNKNOWN;
        return new TlsFeatures(
                unknown, unknown, unknown, unknown, unknown, unknown, unknown, inHello, unknown, unknown, unknown,
                List.of());
    }

    /// The root, validity, its days as the rules count them, and what is found.
    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
    CN=Public Root | 2026-03-20T00:00:00Z | 2026-10-05T23:59:59Z | 200  | ''
    CN=Public Root | 2026-03-20T00:00:00Z | 2026-10-06T00:00:00Z | 201  | too-long LOW
    CN=Public Root | 2026-03-14T23:59:59Z | 2027-04-16T23:59:58Z | 398  | long-for-profile INFO
    CN=Public Root | 2026-03-14T23:59:59Z | 2027-04-16T23:59:59Z | 399  | too-long LOW
    CN=Public Root | 2027-03-15T00:00:00Z | 2027-06-22T23:59:59Z | 100  | ''
    CN=Public Root | 2027-03-15T00:00:00Z | 2027-06-23T00:00:00Z | 101  | too-long LOW
    CN=Public Root | 2029-03-15T00:00:00Z | 2029-04-30T23:59:59Z | 47   | ''
    CN=Public Root | 2029-03-15T00:00:00Z | 2029-05-01T00:00:00Z | 48   | too-long LOW
    CN=Public Root | 2019-01-01T00:00:00Z | 2021-04-04T23:59:59Z | 825  | long-for-profile INFO
    CN=Public Root | 2017-01-01T00:00:00Z | 2020-01-01T00:00:00Z | 1096 | long-for-profile INFO
    CN=Private     | 2026-03-20T00:00:00Z | 2036-03-17T00:00:00Z | 3651 | ''
    """)
    void judgesLifetimes(String root, Instant from, Instant to, long days, String expected) {
        var seen = TlsSamples.server("sct").valid(from, to).endingAt(root).seen();
        var leaf = seen.completed().orElseThrow().chain().getFirst();
        assertThat(PublicCertificateDetector.days(leaf)).isEqualTo(days);
        assertThat(TlsSamples.found(DETECTOR, "tls.cert.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    /// What the certificate is like, whether timestamps are in the hello, the staple, the protocol that is changed to
    /// TLS, and what is found.
    @ParameterizedTest(name = "{0}, hello {1}, staple {2} in {3}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    sct           | NO      | ABSENT | -    | ''
    sct no-eku    | NO      | ABSENT | -    | eku-missing MEDIUM
    sct client-eku | NO     | ABSENT | -    | eku-missing MEDIUM
    sct no-eku    | NO      | ABSENT | smtp | eku-missing INFO
    -             | NO      | ABSENT | -    | no-sct LOW
    -             | NO      | ABSENT | smtp | no-sct INFO
    -             | YES     | ABSENT | -    | ''
    -             | UNKNOWN | ABSENT | -    | ''
    -             | NO      | GOOD   | -    | ''
    no-extensions | NO      | ABSENT | -    | ''
    no-path       | NO      | ABSENT | -    | ''
    untrusted     | NO      | ABSENT | -    | ''
    """)
    void judgesExtensions(String marks, Presence inHello, Status status, String startTls, String expected) {
        var support = SupportSamples.speaking("1.2+ 1.3+")
                .features(timestamps(inHello))
                .support();
        var seen = TlsSamples.server(marks)
                .endingAt("CN=Public Root")
                .stapled(staple(status))
                .speaking(support)
                .startedIn(startTls)
                .seen();
        assertThat(TlsSamples.found(DETECTOR, "tls.cert.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }
}
