package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which origins are let in, one row each; an empty right side means that nothing is wrong.
class CrossOriginSharingDetectorTest {

    private static final String URL = "https://acme.test/";
    private static final Host HOST = Host.of(new DomainName("www.acme.test"), new DomainName("acme.test"));

    private final CrossOriginSharingDetector detector = new CrossOriginSharingDetector();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cors-foreign | https://x.example | https://x.example | true | reflects-origin-with-credentials",
                "cors-null | null | null | true | null-origin",
                "cors-lookalike | https://evilacme.test | https://evilacme.test | true | suffix-match",
                "cors-foreign | https://x.example | * | true | star-credentials",
                // Traps: no credentials, another origin, another case.
                "cors-foreign | https://x.example | https://x.example | false |",
                "cors-foreign | https://x.example | https://x.example | True |",
                "cors-foreign | https://x.example | * | false |",
                "cors-foreign | https://x.example | https://app.acme.test | true |",
                "cors-null | null | https://app.acme.test | true |",
            })
    void isLetIn(String probe, String origin, String allowed, String credentials, @Nullable String expected) {
        var sample = Samples.apex().askedFrom(origin, probe, URL, 200, headers(allowed, credentials));
        assertThat(sample.found(detector)).isEqualTo(expected == null ? List.of() : List.of("http.cors." + expected));
    }

    @Test
    void errorsAndFieldsSentTwiceLetNobodyIn() {
        var origin = "https://x.example";
        var good = headers(origin, "true");
        assertThat(Samples.apex()
                        .askedFrom(origin, "cors-foreign", URL, 404, good)
                        .found(detector))
                .hasSize(1);
        assertThat(Samples.apex()
                        .askedFrom(origin, "cors-foreign", URL, 502, good)
                        .found(detector))
                .isEmpty();
        assertThat(Samples.apex()
                        .askedFrom(origin, "cors-foreign", URL, 200, good[0], good[0], good[1])
                        .found(detector))
                .isEmpty();
        assertThat(Samples.apex().https(good).found(detector)).isEmpty();
        assertThat(Samples.apex()
                        .askedFrom(origin, "cors-foreign", URL, 500, headers("*", "true"))
                        .found(detector))
                .isEmpty();
    }

    @Test
    void itWeighsMoreWhereSomebodyIsSignedIn() {
        var origin = "https://x.example";
        assertThat(severity(
                        Samples.apex().https().askedFrom(origin, "cors-foreign", URL, 200, headers(origin, "true"))))
                .isEqualTo(Severity.MEDIUM);
        assertThat(severity(Samples.apex()
                        .https("Set-Cookie: sid=4fA81b2c9d0e4fA81b2c9d0e")
                        .askedFrom(origin, "cors-foreign", URL, 200, headers(origin, "true"))))
                .isEqualTo(Severity.HIGH);
    }

    private Severity severity(Samples sample) {
        return detector.detect(sample.evidence()).getFirst().severity();
    }

    @Test
    void furtherOriginsAreTriedWhereTheHostSpeaksOfOrigins() {
        var origin = "https://x.example";
        assertThat(detector.probes(HOST)).hasSize(1);
        assertThat(further(Samples.apex().askedFrom(origin, "cors-foreign", URL, 200)))
                .isEmpty();
        assertThat(further(Samples.apex().askedFrom(origin, "cors-foreign", URL, 200, headers(origin, "true"))))
                .isEmpty();
        assertThat(further(Samples.apex().askedFrom(origin, "cors-foreign", URL, 200, "Vary: Accept-Encoding, Origin")))
                .containsExactly(
                        "null",
                        "https://evilacme.test",
                        "https://www.acme.test.evil.example",
                        "https://%RANDOM%.acme.test");
        assertThat(further(Samples.apex()
                        .askedFrom(origin, "cors-foreign", URL, 200, headers("https://app.acme.test", "true"))))
                .hasSize(4);
        assertThat(further(Samples.apex().https("Vary: Origin").askedFrom(origin, "cors-foreign", URL, 200)))
                .as("to the asker it said nothing of origins")
                .isEmpty();
    }

    /// Of an address there are no names that look alike, and none below it.
    @Test
    void anAddressIsAskedForPagesWithoutOrigin() {
        var address = Host.of(InetAddresses.forString("203.0.113.1"), new DomainName("acme.test"));
        var seen = Samples.apex()
                .askedFrom("https://x.example", "cors-foreign", "https://203.0.113.1/", 200, "Vary: Origin")
                .evidence()
                .exchanges();
        assertThat(detector.furtherProbes(address, seen))
                .extracting(probe -> probe.headers().getFirst().value())
                .containsExactly("null");
    }

    private List<String> further(Samples sample) {
        return detector.furtherProbes(HOST, sample.evidence().exchanges()).stream()
                .map(probe -> probe.headers().getFirst().value())
                .toList();
    }

    private static String[] headers(String allowed, String credentials) {
        return new String[] {
            "Access-Control-Allow-Origin: " + allowed, "Access-Control-Allow-Credentials: " + credentials
        };
    }
}
