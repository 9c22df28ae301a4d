package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenResolverDetectorTest {

    private static final OpenResolverDetector DETECTOR = new OpenResolverDetector();
    private static final String SERVER = "203.0.113.53";

    private static Samples zone() {
        return Samples.apex().server("acme.test", SERVER, DnsOutcome.NOERROR);
    }

    /// What a server of the zone answers to two names of others, with RA or without.
    @ParameterizedTest
    @CsvSource({
        "198.41.0.4, 203.0.113.9, true, true",
        // RA alone, one name of two, and an answer that the server has by itself.
        "'', '', true, false",
        "198.41.0.4, '', true, false",
        "198.41.0.4, 203.0.113.9, false, false",
    })
    void resolves(String first, String second, boolean recursionAvailable, boolean found) {
        var sample = zone().resolved(SERVER, "a.root-servers.net", first, recursionAvailable)
                .resolved(SERVER, "example.com", second, recursionAvailable);
        assertThat(sample.found(DETECTOR)).isEqualTo(found ? List.of("dns.ns.open-resolver") : List.of());
    }

    @Test
    void theSameNameTwiceIsOne() {
        var sample = zone().resolved(SERVER, "example.com", "203.0.113.9", true)
                .resolved(SERVER, "example.com", "203.0.113.9", true);
        assertThat(sample.found(DETECTOR)).isEmpty();
    }

    /// The scan's own resolver resolves everything, which is its work.
    @Test
    void theScansResolverIsNoServerOfTheZone() {
        var sample = zone().dns("a.root-servers.net", "A", "198.41.0.4").dns("example.com", "A", "203.0.113.9");
        assertThat(sample.found(DETECTOR)).isEmpty();
    }
}
