package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.TlsFeatures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsFeatureDetectorTest {

    private static final TlsFeatureDetector DETECTOR = new TlsFeatureDetector();

    /// Versions; renegotiation, extended master secret, compression, heartbeat and fallback signal; the protocol that
    /// is changed to TLS; and what is found.
    @ParameterizedTest(name = "{0}: {1} {2} {3} {4} {5} in {6}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    1.2+ 1.3+      | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | -    | ''
    1.2+ 1.3+      | YES     | YES     | NO      | NO      | YES     | -    | ''
    1.2+ 1.3+      | NO      | YES     | NO      | NO      | UNKNOWN | -    | renegotiation.insecure MEDIUM
    1.2+ 1.3+      | NO      | YES     | NO      | NO      | UNKNOWN | smtp | renegotiation.insecure INFO
    1.2+ 1.3+      | YES     | NO      | NO      | NO      | UNKNOWN | -    | ems.missing INFO
    1.2+ 1.3+      | YES     | YES     | YES     | NO      | UNKNOWN | -    | compression MEDIUM
    1.2+ 1.3+      | YES     | YES     | YES     | NO      | UNKNOWN | smtp | compression INFO
    1.2+ 1.3+      | YES     | YES     | NO      | YES     | UNKNOWN | -    | heartbeat.offered INFO
    1.1+ 1.2+ 1.3- | YES     | YES     | NO      | NO      | NO      | -    | fallback-scsv-missing LOW
    1.1+ 1.2+ 1.3- | YES     | YES     | NO      | NO      | NO      | smtp | fallback-scsv-missing INFO
    1.1+ 1.2+ 1.3- | YES     | YES     | NO      | NO      | YES     | -    | ''
    1.1+ 1.2+ 1.3- | YES     | YES     | NO      | NO      | UNKNOWN | -    | ''
    1.1+ 1.2+ 1.3+ | YES     | YES     | NO      | NO      | NO      | -    | ''
    1.1+ 1.2+ 1.3? | YES     | YES     | NO      | NO      | NO      | -    | ''
    1.1+ 1.2+      | YES     | YES     | NO      | NO      | NO      | -    | ''
    """)
    void judges(
            String versions,
            Presence renegotiation,
            Presence masterSecret,
            Presence compression,
            Presence heartbeat,
            Presence fallback,
            String startTls,
            String expected) {
        var unknown = Presence.UNKNOWN;
        var features = new TlsFeatures(
                renegotiation,
                masterSecret,
                unknown,
                unknown,
                compression,
                heartbeat,
                unknown,
                unknown,
                fallback,
                unknown,
                unknown,
                List.of());
        var support = SupportSamples.speaking(versions).features(features).support();
        var seen = TlsSamples.server(null).speaking(support).startedIn(startTls).seen();
        assertThat(TlsSamples.found(DETECTOR, "tls.", TlsSamples.evidence(seen)))
                .isEqualTo(expected);
    }

    /// Whether TLS 1.3 is spoken, whether every group was offered, those that were picked, and whether one is missed.
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
    1.2+ 1.3+ | true  | x25519 secp256r1        | true
    1.2+ 1.3+ | true  | X25519MLKEM768 x25519   | false
    1.2+ 1.3+ | true  | SecP256r1MLKEM768       | false
    # some groups were not offered, or none was seen
    1.2+ 1.3+ | false | x25519                  | false
    1.2+ 1.3+ | true  |                         | false
    1.2+ 1.3- | true  | x25519                  | false
    1.2+ 1.3? | true  | x25519                  | false
    """)
    void missesAKeyExchangeWithMlKem(String versions, boolean all, String groups, boolean found) {
        var picked = groups == null ? List.<String>of() : List.of(groups.split(" "));
        var support = SupportSamples.speaking(versions).groups(all, picked).support();
        var seen = TlsSamples.server(null).speaking(support).seen();
        assertThat(TlsSamples.found(DETECTOR, "tls.", TlsSamples.evidence(seen)))
                .isEqualTo(found ? "pq.missing INFO" : "");
    }
}
