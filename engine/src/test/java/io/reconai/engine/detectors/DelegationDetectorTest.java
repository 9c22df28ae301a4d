package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegationDetectorTest {

    private static final DelegationDetector DETECTOR = new DelegationDetector();

    /// Where the parent refers to, what two of the zone's own servers name, and whether that is a mismatch.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.test b.test | a.test b.test | a.test b.test | false",
                "a.test b.test | b.test a.test | a.test b.test | false",
                "a.test b.test | a.test c.test | a.test c.test | true",
                "a.test b.test | a.test | a.test | true",
                "a.test | a.test b.test | b.test a.test | true",
                // One of the servers is behind.
                "a.test b.test | a.test c.test | a.test b.test | false",
            })
    void servers(String parent, String first, String second, boolean found) {
        var sample = own(Samples.apex(), "203.0.113.1", first).referral("acme.test", parent.split(" "));
        assertThat(own(sample, "198.51.100.1", second).found(DETECTOR))
                .isEqualTo(found ? List.of("dns.ns.mismatch") : List.of());
    }

    @Test
    void saysWhichAreWhere() {
        var sample = own(Samples.apex(), "203.0.113.1", "a.test c.test").referral("acme.test", "a.test", "b.test");
        assertThat(DETECTOR.detect(sample.evidence())).singleElement().satisfies(finding -> {
            assertThat(finding.description()).contains("Only at the parent: b.test. Only in the zone: c.test.");
            assertThat(finding.evidence())
                    .extracting(proof -> proof.pointer())
                    .containsExactly("/dns/1/authority", "/dns/0/answers/0");
        });
    }

    @Test
    void ignoranceIsNoMismatch() {
        assertThat(Samples.apex().referral("acme.test", "a.test").found(DETECTOR))
                .as("none of the zone's servers said anything")
                .isEmpty();
        assertThat(own(Samples.apex(), "203.0.113.1", "a.test").found(DETECTOR))
                .as("the parent's servers know the zone themselves, or did not answer")
                .isEmpty();
        for (var outcome : List.of(DnsOutcome.TIMEOUT, DnsOutcome.REFUSED, DnsOutcome.NODATA)) {
            assertThat(Samples.apex()
                            .direct("203.0.113.1", "tcp", "acme.test", "NS", outcome)
                            .referral("acme.test", "a.test")
                            .found(DETECTOR))
                    .as(outcome.name())
                    .isEmpty();
        }
        assertThat(own(Samples.apex(), "203.0.113.1", "a.test")
                        .referral("test", "b.test")
                        .found(DETECTOR))
                .as("of another zone")
                .isEmpty();
        assertThat(Samples.apex()
                        .dns("acme.test", "NS", "a.test")
                        .referral("acme.test", "b.test")
                        .found(DETECTOR))
                .as("a resolver may have the parent's word as well")
                .isEmpty();
    }

    /// What the parent has of a server's address, what a resolver has, and whether the parent's is an old one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8.8.8.1 | 8.8.8.1 | false",
                "8.8.8.1 | 8.8.8.2 | true",
                "8.8.8.1 | 8.8.8.1 8.8.8.2 | false",
                "8.8.8.1 8.8.8.2 | 8.8.8.2 | true",
                "2600::1 | 2600::1 | false",
                "2600::1 | 2600::2 | true",
                // The resolver may answer strangers otherwise.
                "8.8.8.1 | 10.0.0.1 | false",
                // Not there at all is another finding.
                "8.8.8.1 | '' | false",
                "'' | 8.8.8.1 | false",
            })
    void glue(String parent, String known, boolean found) {
        var type = parent.contains(":") ? "AAAA" : "A";
        var sample = Samples.apex()
                .dns("ns.acme.test", type, words(known))
                .referral("acme.test", List.of("ns.acme.test"), type, words(parent));
        assertThat(sample.found(DETECTOR)).isEqualTo(found ? List.of("dns.ns.glue-mismatch") : List.of());
    }

    @Test
    void glueIsComparedWithWhatIsKnown() {
        var referral = Samples.apex().referral("acme.test", List.of("ns.acme.test"), "A", "8.8.8.1");
        assertThat(referral.found(DETECTOR)).isEmpty();
        assertThat(referral.dns("ns.acme.test", "A", DnsOutcome.TIMEOUT).found(DETECTOR))
                .isEmpty();
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split(" ");
    }

    private static Samples own(Samples sample, String server, String names) {
        return sample.direct(server, "tcp", "acme.test", "NS", DnsOutcome.NOERROR, names.split(" "));
    }
}
