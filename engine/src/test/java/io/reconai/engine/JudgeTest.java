package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.providers.Providers;
import io.reconai.engine.risk.RiskScorer;
import io.reconai.engine.technologies.Technologies;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What of findings is told, and what counts.
class JudgeTest {

    private static final Host HOST = Host.of(new DomainName("www.acme.test"), new DomainName("acme.test"));
    private static final Evidence EVIDENCE =
            Evidence.builder("scn", ScanMode.ACTIVE, HOST, Instant.EPOCH).build();

    /// Severe, so that it would count if it were let.
    private static final Check HIDDEN =
            new Check("test.hidden", "Test", Severity.CRITICAL, "t", "d", "r", List.of()).asHidden();

    private static final Check SHOWN = new Check("test.shown", "Test", Severity.HIGH, "t", "d", "r", List.of());

    private static Judge judge(boolean showsHidden, Check... checks) {
        var detector = new Detector() {
            @Override
            public String id() {
                return "test_detector";
            }

            @Override
            public List<Check> checks() {
                return List.of(checks);
            }

            @Override
            public List<Finding> detect(Evidence evidence) {
                return checks().stream()
                        .map(check -> Finding.of(check, id(), evidence, "x", new Proof("/host", ""))
                                .proved())
                        .toList();
            }
        };
        return new Judge(
                Technologies.shipped(), Providers.shipped(), List.of(detector), RiskScorer.shipped(), showsHidden);
    }

    @Test
    void hiddenFindingsAreToldToWhoAsks() {
        assertThat(judge(false, HIDDEN, SHOWN).judge(EVIDENCE).findings())
                .extracting(Finding::checkId)
                .containsExactly("test.shown");
        assertThat(judge(true, HIDDEN, SHOWN).judge(EVIDENCE).findings())
                .extracting(Finding::checkId)
                .containsExactly("test.hidden", "test.shown");
    }

    @Test
    void hiddenFindingsNeverCount() {
        var without = judge(true, SHOWN).judge(EVIDENCE).risk();
        assertThat(judge(true, HIDDEN, SHOWN).judge(EVIDENCE).risk()).isEqualTo(without);
        assertThat(judge(false, HIDDEN, SHOWN).judge(EVIDENCE).risk()).isEqualTo(without);
        var all = judge(true, HIDDEN, SHOWN).judge(EVIDENCE).findings();
        assertThat(judge(true, HIDDEN, SHOWN).score(EVIDENCE, all)).isEqualTo(without);
    }
}
