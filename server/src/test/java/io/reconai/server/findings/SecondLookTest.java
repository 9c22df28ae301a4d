package io.reconai.server.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondLookTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");
    private static final DomainName DOMAIN = new DomainName("acme.example");

    /// The check, how sure one look is, the state before, minutes since it was seen first, and how sure that makes.
    @ParameterizedTest
    @CsvSource({
        "takeover.cname,    FIRM,      OPEN,         10,   CERTAIN",
        "takeover.wildcard, FIRM,      ACKNOWLEDGED, 1440, CERTAIN",
        // Something may still be being set up.
        "takeover.cname,    FIRM,      OPEN,         9,    FIRM",
        // It was gone in between, so that this is the first look again.
        "takeover.cname,    FIRM,      FIXED,        1440, FIRM",
        // Only possible, and already certain.
        "takeover.cname,    TENTATIVE, OPEN,         1440, TENTATIVE",
        "takeover.domain,   CERTAIN,   OPEN,         1,    CERTAIN",
        "dns.dangling,      FIRM,      OPEN,         1440, FIRM",
    })
    void confirms(String check, Confidence once, FindingState before, long minutes, Confidence expected) {
        var now = FIRST.plus(Duration.ofMinutes(minutes));
        assertThat(SecondLook.confidence(finding(check, once), before, FIRST, now))
                .isEqualTo(expected);
    }

    private static Finding finding(String id, Confidence confidence) {
        var check = new Check(id, "Subdomain Takeover", Severity.HIGH, "t", "d", "r", List.of());
        var on = Evidence.empty("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), FIRST);
        return Finding.of(check, "detector", on, "x.acme.example", new Proof("/dns/0", "x"))
                .withConfidence(confidence);
    }
}
