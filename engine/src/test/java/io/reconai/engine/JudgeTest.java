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
import io.reconai.engine.risk.RiskScore;
import io.reconai.engine.risk.RiskScorer;
import io.reconai.engine.technologies.Technologies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of findings is told, and what counts.
class JudgeTest {

    private static final Host HOST = Host.of(new DomainName("www.acme.test"), new DomainName("acme.test"));
    private static final Evidence EVIDENCE =
            Evidence.builder("scn", ScanMode.ACTIVE, HOST, Instant.EPOCH).build();

    /// Severe, so that it would count if it were let.
    private static final Check HIDDEN =
            new Check("test.hidden", "Test", Severity.CRITICAL, "t", "d", "r", List.of()).asHidden();

    private static final Check SHOWN = new Check("test.shown", "Test", Severity.HIGH, "t", "d", "r", List.of());

    private static Check check(String id, Severity severity) {
        return new Check(id, "Test", severity, "t", "d", "r", List.of());
    }

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
    void theWorstComesFirstThenByName() {
        var judge = judge(
                false,
                check("test.b", Severity.LOW),
                check("test.d", Severity.INFO),
                check("test.c", Severity.CRITICAL),
                check("test.a", Severity.LOW));
        assertThat(judge.judge(EVIDENCE).findings())
                .extracting(Finding::checkId)
                .containsExactly("test.c", "test.a", "test.b", "test.d");
    }

    /// What content proves and is high at least lifts the score by itself, the worst of it most.
    @ParameterizedTest
    @CsvSource({
        "CRITICAL, true, LOW, true, 86, test.first",
        "HIGH, true, LOW, true, 61, test.first",
        "HIGH, true, HIGH, true, 61, test.first",
        "CRITICAL, false, HIGH, true, 61, test.second",
        "HIGH, true, CRITICAL, true, 86, test.second",
        "CRITICAL, false, HIGH, false, 0,",
        "MEDIUM, true, MEDIUM, true, 0,",
    })
    void theWorstThatIsProvedLiftsTheScore(
            Severity first, boolean isProved, Severity second, boolean isSecondProved, int least, @Nullable String by) {
        var proof = new Proof("/host", "");
        var seen = Stream.of(
                        Finding.of(check("test.first", first), "test_detector", EVIDENCE, "x", proof),
                        Finding.of(check("test.second", second), "test_detector", EVIDENCE, "x", proof))
                .map(finding -> (finding.checkId().equals("test.first") ? isProved : isSecondProved)
                        ? finding.proved()
                        : finding)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        var score = judge(false).score(EVIDENCE, seen);
        assertThat(score.score()).isGreaterThanOrEqualTo(least);
        var floor = Optional.ofNullable(score.floor()).map(RiskScore.Floor::findingId);
        assertThat(floor)
                .isEqualTo(seen.stream()
                        .filter(finding -> finding.checkId().equals(by))
                        .map(Finding::id)
                        .findFirst());
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
