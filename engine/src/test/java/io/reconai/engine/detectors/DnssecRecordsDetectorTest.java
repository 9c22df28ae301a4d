package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnssecRecordsDetectorTest {

    private static final DnssecRecordsDetector DETECTOR = new DnssecRecordsDetector();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /// Signatures, each with the hours since it began and until it ends, and how bad that is.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOA 240 480 | ''",
                "SOA 600 72 | ''",
                "SOA 600 71 | MEDIUM",
                "SOA 600 24 | MEDIUM",
                "SOA 600 23 | HIGH",
                "SOA 600 -1 | HIGH",
                // Made for a few days: a quarter of them.
                "SOA 24 24 | ''",
                "SOA 36 12 | ''",
                "SOA 37 11 | HIGH",
                "SOA 1 1 | ''",
                // The longest of one set counts, and the worst of all sets.
                "SOA 600 1,SOA 24 480 | ''",
                "SOA 24 480,SOA 600 1 | ''",
                "SOA 24 480,DNSKEY 600 48 | MEDIUM",
                "SOA 600 48,DNSKEY 600 10 | HIGH",
            })
    void signatures(String signatures, String severity) {
        var texts = Arrays.stream(signatures.split(","))
                .map(DnssecRecordsDetectorTest::signature)
                .toArray(String[]::new);
        assertThat(found(signed().direct("203.0.113.1", "udp", "acme.test", "RRSIG", DnsOutcome.NOERROR, texts)))
                .isEqualTo(severity.isEmpty() ? "" : "signature-expiring " + severity);
    }

    @Test
    void nothingIsSaidOfWhatIsNotKnown() {
        var ending = signature("SOA 600 1");
        assertThat(found(Samples.apex()
                        .dns("acme.test", "DS")
                        .direct("203.0.113.1", "udp", "acme.test", "RRSIG", DnsOutcome.NOERROR, ending)))
                .as("nobody checks signatures that the parent does not vouch for")
                .isEmpty();
        for (var outcome : List.of(DnsOutcome.NODATA, DnsOutcome.TIMEOUT, DnsOutcome.SERVFAIL)) {
            assertThat(found(signed().direct("203.0.113.1", "udp", "acme.test", "RRSIG", outcome)))
                    .as(outcome.name())
                    .isEmpty();
        }
        for (var text : List.of("SOA 13 2", "SOA 13 2 300 2026 2025 12345 acme.test a2V5", "")) {
            assertThat(found(signed().direct("203.0.113.1", "udp", "acme.test", "RRSIG", DnsOutcome.NOERROR, text)))
                    .as(text)
                    .isEmpty();
        }
    }

    /// The zone's first NSEC record, and whether it leads to a real name.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_dmarc.acme.test NS SOA MX RRSIG NSEC DNSKEY | true",
                "*.acme.test NS SOA RRSIG NSEC | true",
                "a.b.acme.test NS SOA RRSIG NSEC | true",
                // Made up, or the only one.
                "\\000.acme.test NS SOA RRSIG NSEC | false",
                "\\000\\001.acme.test NS SOA RRSIG NSEC | false",
                "!~.acme.test NS SOA RRSIG NSEC | false",
                "acme.test NS SOA RRSIG NSEC | false",
                "www.elsewhere.test A RRSIG NSEC | false",
                "notacme.test A RRSIG NSEC | false",
            })
    void chain(String record, boolean found) {
        assertThat(found(Samples.apex().dns("acme.test", "NSEC", record))).isEqualTo(found ? "nsec-walkable INFO" : "");
    }

    @Test
    void noChainIsNone() {
        assertThat(found(Samples.apex().dns("acme.test", "NSEC"))).isEmpty();
        assertThat(found(Samples.apex().dns("acme.test", "NSEC", DnsOutcome.NOTIMP)))
                .isEmpty();
        assertThat(found(Samples.host("www.acme.test").dns("www.acme.test", "NSEC", "x.acme.test A")))
                .isEmpty();
    }

    private static Samples signed() {
        return Samples.apex().dns("acme.test", "DS", "12345 13 2 A7A7");
    }

    private static String signature(String words) {
        var parts = words.split(" ");
        return parts[0] + " 13 2 300 " + TIME.format(Samples.NOW.plus(Duration.ofHours(Long.parseLong(parts[2])))) + " "
                + TIME.format(Samples.NOW.minus(Duration.ofHours(Long.parseLong(parts[1])))) + " 12345 acme.test a2V5";
    }

    private static String found(Samples sample) {
        return DETECTOR.detect(sample.evidence()).stream()
                .map(finding -> finding.checkId().replace("dns.dnssec.", "") + " " + finding.severity())
                .collect(Collectors.joining(" "));
    }
}
