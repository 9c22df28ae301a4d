package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.StapledStatus.Status;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsSupport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationDetectorTest {

    private final RevocationDetector detector = new RevocationDetector();

    private static @Nullable StapledStatus staple(@Nullable Status status) {
        if (status == null) {
            return null;
        }
        var revokedAt = status == Status.REVOKED ? Samples.NOW.minus(Duration.ofDays(2)) : null;
        return new StapledStatus(status, Samples.NOW, Samples.NOW, revokedAt, "issuer", "as said");
    }

    /// What hand-made hellos brought.
    private static TlsSupport stapling(Presence presence) {
        var unknown = Presence.UNKNOWN;
        var features = new TlsFeatures(
                unknown, unknown, unknown, unknown, unknown, unknown, presence, unknown, unknown, unknown, unknown,
                List.of());
        return new TlsSupport(TlsSupport.Depth.FULL, List.of(), features, List.of(), "", false, 1, List.of(), 1);
    }

    /// What the certificate says, the staple, the protocol that is changed to TLS, and what is found.
    @ParameterizedTest(name = "{0}, staple {1} in {2}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    responder             | ABSENT     | -    | ''
    responder             | GOOD       | -    | ''
    responder             | UNVERIFIED | -    | ''
    responder             | REVOKED    | -    | revoked HIGH
    -                     | REVOKED    | -    | revoked HIGH
    responder             | REVOKED    | smtp | revoked LOW
    responder             | REVOKED    | imap | revoked HIGH
    responder             | BAD        | -    | staple-bad MEDIUM
    responder             | UNKNOWN    | -    | staple-bad MEDIUM
    responder             | BAD        | smtp | staple-bad LOW
    -                     | BAD        | -    | ''
    no-extensions         | BAD        | -    | ''
    must-staple responder | ABSENT     | -    | must-staple-unmet MEDIUM
    must-staple           | ABSENT     | smtp | must-staple-unmet LOW
    must-staple responder | GOOD       | -    | ''
    must-staple responder | BAD        | -    | staple-bad MEDIUM
    must-staple           | -          | -    | ''
    no-extensions         | ABSENT     | -    | ''
    """)
    void judges(String marks, Status status, String startTls, String expected) {
        var seen = TlsSamples.server(marks)
                .stapled(staple(status))
                .startedIn(startTls)
                .seen();
        assertThat(TlsSamples.found(detector, "tls.cert.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    /// One handshake without a staple, and what the hellos of the survey and a second handshake brought.
    @ParameterizedTest(name = "hellos {0}, second handshake {1}")
    @CsvSource(nullValues = "-", emptyValue = "", textBlock = """
    UNKNOWN, -,      FIRM
    NO,      -,      CERTAIN
    YES,     -,      ''
    UNKNOWN, ABSENT, CERTAIN
    NO,      GOOD,   ''
    UNKNOWN, BAD,    ''
    """)
    void aPromisedStapleIsMissedAfterTwoTries(Presence hellos, Status second, String expected) {
        var first = TlsSamples.server("must-staple").speaking(stapling(hellos)).seen();
        var evidence = second == null
                ? TlsSamples.evidence(first)
                : TlsSamples.evidence(
                        first,
                        TlsSamples.server("must-staple").stapled(staple(second)).seen());
        assertThat(detector.detect(evidence).stream().map(Finding::confidence).toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(Confidence.valueOf(expected)));
    }

    /// Another address is another server: what it staples says nothing of this one.
    @Test
    void otherAddressesDoNotCount() {
        var bare = TlsSamples.server("must-staple").seen();
        var stapled = TlsSamples.server("must-staple")
                .at("2001:db8::1")
                .stapled(staple(Status.GOOD))
                .seen();
        assertThat(TlsSamples.found(detector, "tls.cert.", TlsSamples.evidence(bare, stapled)))
                .isEqualTo("must-staple-unmet MEDIUM");
    }

    @Test
    void theProofSaysWhatTheResponseSays() {
        var seen =
                TlsSamples.server("responder").stapled(staple(Status.REVOKED)).seen();
        assertThat(detector.detect(TlsSamples.evidence(seen))
                        .getFirst()
                        .evidence()
                        .getFirst()
                        .excerpt())
                .isEqualTo("seen at 2026-03-01T12:00:00Z, the response says revoked at 2026-02-27T12:00:00Z,"
                        + " next update 2026-03-01T12:00:00Z: as said");
    }
}
