package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaneDetectorTest {

    private static final DaneDetector DETECTOR = new DaneDetector();

    private static final String SHA_256 = "A7".repeat(32);
    private static final String USABLE = "3 1 1 " + SHA_256;
    private static final String SIGNED = "12345 13 2 " + SHA_256;

    private static final String FIRST = "_25._tcp.mx1.acme.test";
    private static final String SECOND = "_25._tcp.mx2.acme.test";

    private static Samples mailDomain() {
        return Samples.apex().dns("acme.test", "MX", "10 mx1.acme.test", "20 mx2.acme.test");
    }

    /// H stands for the digits of a SHA-256, HH for those of a SHA-512; both exchangers have the same record.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        the server's key                    | 3 1 1 H    |
        the server's certificate            | 3 0 1 H    |
        its authority's key                 | 2 1 1 H    |
        SHA-512                             | 3 1 2 HH   |
        the whole key                       | 3 1 0 30   |
        a public authority: no use for mail | 1 1 1 H    | unusable unusable
        a public authority: no use for mail | 0 0 1 H    | unusable unusable
        no such usage                       | 4 1 1 H    | unusable unusable
        no such selector                    | 3 2 1 H    | unusable unusable
        no such hash                        | 3 1 3 H    | unusable unusable
        cut off                             | 3 1 1 30   | unusable unusable
        of the other hash                   | 3 1 2 H    | unusable unusable
        no TLSA at all                      | 3 1        | unusable unusable
        """)
    void records(String why, String record, @Nullable String expected) {
        var data = record.replace("HH", SHA_256 + SHA_256).replace("H", SHA_256);
        var samples = mailDomain()
                .dns("acme.test", "DS", SIGNED)
                .dns(FIRST, "TLSA", data)
                .dns(SECOND, "TLSA", data);
        assertThat(found(samples)).as(why).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void oneUsableRecordIsEnough() {
        var samples = mailDomain()
                .dns("acme.test", "DS", SIGNED)
                .dns(FIRST, "TLSA", "1 1 1 " + SHA_256, USABLE)
                .dns(SECOND, "TLSA", USABLE);
        assertThat(found(samples)).isEmpty();
    }

    @Test
    void everyExchangerHasToHaveThem() {
        var samples = mailDomain().dns("acme.test", "DS", SIGNED).dns(FIRST, "TLSA", USABLE);
        assertThat(found(samples)).as("the second was not asked").isEmpty();
        assertThat(found(samples.dns(SECOND, "TLSA"))).isEqualTo("partial");
    }

    @Test
    void noAnswerProvesNothing() {
        var samples = mailDomain()
                .dns("acme.test", "DS", SIGNED)
                .dns(FIRST, "TLSA", USABLE)
                .dns(SECOND, "TLSA", DnsOutcome.SERVFAIL);
        assertThat(found(samples)).isEmpty();
    }

    @Test
    void withoutSignaturesRecordsAreVoid() {
        var samples =
                mailDomain().dns("acme.test", "DS").dns(FIRST, "TLSA", USABLE).dns(SECOND, "TLSA");
        assertThat(found(samples)).isEqualTo("insecure");
        assertThat(DETECTOR.detect(samples.evidence()).getFirst().evidence())
                .extracting(proof -> proof.pointer())
                .containsExactly("/dns/2/answers/0", "/dns/1/outcome");
    }

    @Test
    void whetherAZoneIsSignedMayBeUnknown() {
        var samples = mailDomain()
                .dns("acme.test", "DS", DnsOutcome.TIMEOUT)
                .dns(FIRST, "TLSA", USABLE)
                .dns(SECOND, "TLSA", USABLE);
        assertThat(found(samples)).isEmpty();
    }

    @Test
    void havingNoneIsNoFinding() {
        assertThat(found(mailDomain().dns(FIRST, "TLSA").dns(SECOND, "TLSA"))).isEmpty();
    }

    @Test
    void theScannedDomainAloneIsJudged() {
        var samples = Samples.host("dept.acme.test")
                .dns("dept.acme.test", "MX", "10 mx1.acme.test")
                .dns("acme.test", "DS")
                .dns(FIRST, "TLSA", USABLE);
        assertThat(samples.found(DETECTOR)).isEmpty();
    }

    private static String found(Samples samples) {
        return samples.found(DETECTOR).stream()
                .map(id -> id.substring("dns.dane.".length()))
                .collect(Collectors.joining(" "));
    }
}
