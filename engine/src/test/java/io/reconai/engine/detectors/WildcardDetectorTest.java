package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.WildcardVerdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wildcard directly below the host, and none that is elsewhere.
class WildcardDetectorTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");

    /// Each verdict as `kept` or `kept:answer`.
    @ParameterizedTest
    @CsvSource({
        "parent:203.0.113.9, /wildcards/0 a.acme.test b.acme.test answered 203.0.113.9",
        "not_wildcard parent:203.0.113.9, /wildcards/1 a.acme.test b.acme.test answered 203.0.113.9",
        "parent, ''",
        "other_answer:203.0.113.9, ''",
        "'', ''",
    })
    void namesBelowTheHostCount(String verdicts, String expected) {
        var seen = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), Instant.EPOCH)
                .wildcards(Arrays.stream(verdicts.split(" "))
                        .filter(one -> !one.isEmpty())
                        .map(WildcardDetectorTest::verdict)
                        .toList())
                .build();
        var found = new WildcardDetector().detect(seen);

        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.checkId()).isEqualTo("dns.wildcard.present");
            assertThat(finding.location()).isEqualTo("*.acme.test");
        });
        assertThat(found)
                .flatExtracting(finding -> finding.evidence())
                .extracting(proof -> proof.pointer() + " " + proof.excerpt())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    private static WildcardVerdict verdict(String text) {
        var parts = text.split(":");
        return new WildcardVerdict(
                DOMAIN,
                parts.length > 1 ? List.of(parts[1]) : List.of(),
                List.of("a.acme.test", "b.acme.test"),
                parts[0]);
    }
}
