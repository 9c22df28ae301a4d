package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What resolvers say of a zone with and without checking its signatures.
class BogusZoneTest {

    private static final DnssecDetector DETECTOR = new DnssecDetector();

    /// Resolvers with what came of SOA, `-` before what came unchecked; and whether the signatures are wrong.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a SERVFAIL -NOERROR SERVFAIL | b SERVFAIL -NOERROR SERVFAIL | true",
                // Once is an accident.
                "a SERVFAIL -NOERROR | b SERVFAIL -NOERROR | false",
                "a SERVFAIL -NOERROR SERVFAIL | b SERVFAIL -NOERROR NOERROR | false",
                "a SERVFAIL -NOERROR SERVFAIL | b SERVFAIL -NOERROR TIMEOUT | false",
                // One resolver alone, or one that does not check.
                "a SERVFAIL -NOERROR SERVFAIL | a SERVFAIL -NOERROR SERVFAIL | false",
                "a SERVFAIL -NOERROR SERVFAIL | b NOERROR -NOERROR NOERROR | false",
                // Its servers fail, whatever is checked.
                "a SERVFAIL -SERVFAIL SERVFAIL | b SERVFAIL -SERVFAIL SERVFAIL | false",
                "a SERVFAIL -NOERROR SERVFAIL | b SERVFAIL -TIMEOUT SERVFAIL | false",
                "a TIMEOUT -NOERROR TIMEOUT | b TIMEOUT -NOERROR TIMEOUT | false",
            })
    void resolvers(String first, String second, boolean bogus) {
        var sample = asked(Samples.apex().dns("acme.test", "DS", "12345 13 2 A7A7"), first, second);
        assertThat(sample.found(DETECTOR)).isEqualTo(bogus ? List.of("dns.dnssec.bogus") : List.of());
    }

    @Test
    void nobodyVouchesForAZoneWithoutDs() {
        var both = new String[] {"a SERVFAIL -NOERROR SERVFAIL", "b SERVFAIL -NOERROR SERVFAIL"};
        assertThat(asked(Samples.apex(), both).found(DETECTOR)).isEmpty();
        assertThat(asked(Samples.apex().dns("acme.test", "DS"), both).found(DETECTOR))
                .isEmpty();
    }

    @Test
    void provesWithAndWithoutChecking() {
        var sample = asked(
                Samples.apex().dns("acme.test", "DS", "12345 13 2 A7A7"),
                "a SERVFAIL -NOERROR SERVFAIL",
                "b SERVFAIL -NOERROR SERVFAIL");
        assertThat(DETECTOR.detect(sample.evidence())).singleElement().satisfies(finding -> {
            assertThat(finding.confidence()).isEqualTo(Confidence.FIRM);
            assertThat(finding.evidence())
                    .extracting(proof -> proof.pointer())
                    .containsExactly("/dns/1/outcome", "/dns/2/answers/0", "/dns/0/answers/0");
        });
    }

    private static Samples asked(Samples sample, String... resolvers) {
        for (var resolver : resolvers) {
            var words = resolver.split(" ");
            for (var i = 1; i < words.length; i++) {
                var outcome = DnsOutcome.valueOf(words[i].replace("-", ""));
                sample.resolver(words[0], words[i].startsWith("-"), outcome);
            }
        }
        return sample;
    }
}
