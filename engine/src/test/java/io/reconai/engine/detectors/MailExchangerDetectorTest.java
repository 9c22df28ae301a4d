package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mail exchangers, one way of being wrong a row.
class MailExchangerDetectorTest {

    private static final String FIRST = "mx1.acme.test";
    private static final String SECOND = "mx2.acme.test";

    private static Samples two() {
        return Samples.apex().dns("acme.test", "MX", "10 " + FIRST, "20 " + SECOND);
    }

    /// IPv4 and IPv6 address of both exchangers: `-` for none, `?` for no answer.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 -   | 203.0.113.2 - | ''",
                "- -             | 203.0.113.2 - | unresolvable LOW",
                "- -             | - -           | unresolvable HIGH, unresolvable HIGH",
                "- 2001:db8::1   | 203.0.113.2 - | ''",
                "- ?             | 203.0.113.2 - | ''",
                "? -             | 203.0.113.2 - | ''",
                "10.0.0.1 -      | 203.0.113.2 - | private-address MEDIUM",
                "10.0.0.1 fd00::1 | 203.0.113.2 - | private-address MEDIUM",
                // One way in is enough; an address that is not known may be one.
                "10.0.0.1 2a00::1 | 203.0.113.2 - | ''",
                // Documentation's addresses are nobody's network.
                "192.0.2.1 -     | 203.0.113.2 - | ''",
            })
    void addresses(String first, String second, String expected) {
        var sample = two();
        address(sample, FIRST, first);
        address(sample, SECOND, second);
        assertThat(found(sample)).isEqualTo(expected);
    }

    private static void address(Samples sample, String name, String pair) {
        var each = pair.split(" ");
        for (var i = 0; i < 2; i++) {
            var type = i == 0 ? "A" : "AAAA";
            switch (each[i]) {
                case "-" -> sample.dns(name, type);
                case "?" -> sample.dns(name, type, DnsOutcome.TIMEOUT);
                default -> sample.dns(name, type, each[i]);
            }
        }
    }

    @Test
    void whatWasNotAskedIsNotJudged() {
        assertThat(found(two())).isEmpty();
        assertThat(found(two().dns(FIRST, "A", "10.0.0.1")))
                .as("its IPv6 address is not known")
                .isEmpty();
        assertThat(found(Samples.apex().dns("acme.test", "MX"))).isEmpty();
    }

    @Test
    void anExchangerIsAName() {
        assertThat(found(Samples.apex().dns("acme.test", "MX", "10 203.0.113.25", "20 " + SECOND)))
                .isEqualTo("ip-literal MEDIUM");
        assertThat(found(two().dns(SECOND, "CNAME", "mail.hosting.test"))).isEqualTo("cname LOW");
        assertThat(found(two().dns(SECOND, "CNAME"))).isEmpty();
    }

    @Test
    void noMailIsSaidAlone() {
        assertThat(found(Samples.apex().dns("acme.test", "MX", "0 .", "10 " + FIRST)))
                .isEqualTo("null-with-others MEDIUM");
        assertThat(found(Samples.apex().dns("acme.test", "MX", "0 ."))).isEmpty();
        assertThat(found(Samples.apex()
                        .dns("acme.test", "MX", "0 .")
                        .dns("acme.test", "TXT", "v=spf1 +all", "v=spf1 +all")))
                .as("of two policies none counts")
                .isEmpty();
    }

    private static String found(Samples sample) {
        return new MailExchangerDetector()
                .detect(sample.evidence()).stream()
                        .map(finding -> finding.checkId().substring("dns.mx.".length()) + " " + finding.severity())
                        .collect(Collectors.joining(", "));
    }
}
