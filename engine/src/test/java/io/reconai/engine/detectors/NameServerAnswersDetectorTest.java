package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameServerAnswersDetectorTest {

    private static final NameServerAnswersDetector DETECTOR = new NameServerAnswersDetector();

    /// Servers, each with what came over UDP and then over TCP, and whether one lacks TCP.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR NOERROR | false",
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR TIMEOUT TIMEOUT | true",
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR UNREACHABLE UNREACHABLE | true",
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR TIMEOUT UNREACHABLE | true",
                // Only tried once, or better the second time.
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR TIMEOUT | false",
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR TIMEOUT NOERROR | false",
                // Silent over UDP as well, which is another finding.
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 TIMEOUT TIMEOUT TIMEOUT | false",
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 REFUSED TIMEOUT TIMEOUT | false",
                // Nobody answers over TCP: the way there may be shut.
                "203.0.113.1 NOERROR TIMEOUT TIMEOUT | 198.51.100.1 NOERROR TIMEOUT TIMEOUT | false",
                "203.0.113.1 NOERROR NOERROR | [2001:db8::1] NOERROR TIMEOUT TIMEOUT | false",
                "[2001:db8::2] NOERROR NOERROR | [2001:db8::1] NOERROR TIMEOUT TIMEOUT | true",
                // They speak TCP, whatever they say.
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR FORMERR FORMERR | false",
                "203.0.113.1 NOERROR NOERROR | 198.51.100.1 NOERROR BLOCKED BLOCKED | false",
            })
    void overTcp(String first, String second, boolean found) {
        var sample = Samples.apex();
        for (var line : List.of(first, second)) {
            var words = line.split(" ");
            sample.server("acme.test", words[0], DnsOutcome.valueOf(words[1]));
            for (var i = 2; i < words.length; i++) {
                sample.direct(words[0], "tcp", "acme.test", "NS", DnsOutcome.valueOf(words[i]));
            }
        }
        assertThat(sample.found(DETECTOR)).isEqualTo(found ? List.of("dns.ns.no-tcp") : List.of());
    }

    @Test
    void connectionsGetLost() {
        var sample = Samples.apex()
                .server("acme.test", "203.0.113.1", DnsOutcome.NOERROR)
                .direct("203.0.113.1", "tcp", "acme.test", "NS", DnsOutcome.TIMEOUT)
                .direct("203.0.113.1", "tcp", "acme.test", "NS", DnsOutcome.TIMEOUT)
                .direct("198.51.100.1", "tcp", "acme.test", "NS", DnsOutcome.NOERROR, "ns1.acme.test");
        assertThat(DETECTOR.detect(sample.evidence()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.FIRM));
    }

    /// The parent's server is asked over UDP, and is none of the zone's.
    @Test
    void datagramsAreNoConnections() {
        assertThat(Samples.apex()
                        .server("acme.test", "203.0.113.1", DnsOutcome.NOERROR)
                        .direct("203.0.113.1", "udp", "acme.test", "NS", DnsOutcome.TIMEOUT)
                        .direct("203.0.113.1", "udp", "acme.test", "NS", DnsOutcome.TIMEOUT)
                        .referral("acme.test", "ns1.acme.test")
                        .found(DETECTOR))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.11.4-P2-RedHat-9.11.4-26.P2.el7 | true",
                "9.18.28-0ubuntu0.22.04.1-Ubuntu | true",
                "PowerDNS Authoritative Server 4.8.3 (built Jan 1 2026) | true",
                "dnsmasq-2.90 | true",
                "Knot DNS 3.4 | true",
                // Words, and an address.
                "none of your business | false",
                "ask 203.0.113.53 | false",
                "Windows | false",
                "2026 | false",
                "'' | false",
            })
    void versions(String text, boolean found) {
        var sample = Samples.apex().direct("203.0.113.1", "udp", "version.bind", "TXT", DnsOutcome.NOERROR, text);
        assertThat(sample.found(DETECTOR)).isEqualTo(found ? List.of("dns.ns.version-disclosed") : List.of());
    }

    @Test
    void eachServerTellsItsOwn() {
        var sample = Samples.apex()
                .direct("203.0.113.1", "udp", "version.bind", "TXT", DnsOutcome.NOERROR, "9.18.28")
                .direct("198.51.100.1", "udp", "version.bind", "TXT", DnsOutcome.NOERROR, "9.18.28")
                .direct("198.51.100.2", "udp", "version.bind", "TXT", DnsOutcome.REFUSED);
        assertThat(DETECTOR.detect(sample.evidence()))
                .extracting(finding -> finding.location())
                .containsExactly("203.0.113.1:53", "198.51.100.1:53");
    }

    /// A text of this name in the zone itself, as a resolver gives it, is a text as any other.
    @Test
    void onlyTheServerSpeaksOfItself() {
        assertThat(Samples.apex().dns("version.bind", "TXT", "9.18.28").found(DETECTOR))
                .isEmpty();
        assertThat(Samples.host("www.acme.test")
                        .direct("203.0.113.1", "udp", "version.bind", "TXT", DnsOutcome.NOERROR, "9.18.28")
                        .found(DETECTOR))
                .isEmpty();
    }
}
