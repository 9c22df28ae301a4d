package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.risk.RiskScore.Basis;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scores by the written policy, what a proven finding demands, and what is said of how sure a score is.
class RiskScorerTest {

    private static final double EXACT = 1e-9;
    private static final RiskScorer RULES = RiskScorer.withoutModel("risk-model.json is missing");

    /// `open_ports_count=7 has_ssh_open=1`
    private static FeatureVector host(@Nullable String features) {
        var known = new EnumMap<Feature, Double>(Feature.class);
        for (var word : features == null ? List.<String>of() : List.of(features.split(" "))) {
            var parts = word.split("=");
            for (var feature : Feature.values()) {
                if (feature.key().equals(parts[0])) {
                    known.put(feature, Double.valueOf(parts[1]));
                }
            }
        }
        return FeatureVector.of(known);
    }

    private static Finding finding(Severity severity) {
        var domain = new DomainName("acme.test");
        var evidence = Evidence.empty("scan", ScanMode.ACTIVE, Host.of(domain, domain), Instant.EPOCH);
        var check = new Check("a.check", "Test", severity, "title", "why", "what to do", List.of());
        return Finding.of(check, "detector", evidence, "acme.test", new Proof("/host", "seen"));
    }

    /// What is known of a host, and the points that the policy gives it beside the three of a public host.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(nullValues = "-", textBlock = """
        -, 0
        open_ports_count=2, 0
        open_ports_count=5, 6
        open_ports_count=15, 26
        open_ports_count=40, 26
        has_ssh_open=1, 8
        has_rdp_open=1, 36
        has_database_ports_open=1, 36
        ssl_days_until_expiry=30, 0
        ssl_days_until_expiry=29, 4
        ssl_days_until_expiry=14, 4
        ssl_days_until_expiry=13, 10
        ssl_days_until_expiry=0, 10
        ssl_days_until_expiry=-1, 22
        ssl_cert_is_self_signed=1, 10
        outdated_software_count=1, 9
        outdated_software_count=4, 36
        outdated_software_count=9, 36
        has_default_credentials=1, 62
        breach_history_count=2, 6
        http_security_headers_score=0, 10
        http_security_headers_score=4, 2
        exposure_type_score=1, -3
        exposure_type_score=3, 4
        exposure_type_score=4, 13
        exposure_type_score=5, 31
        outdated_software_count=1 exposure_type_score=4, 32
        outdated_software_count=1 exposure_type_score=3, 13
        has_default_credentials=1 has_ssh_open=1, 70
        """)
    void theWrittenPolicyIsTheFallback(@Nullable String features, double points) {
        var score = RULES.score(host(features), Optional.empty());
        assertThat(score.base()).isEqualTo(3);
        assertThat(score.exact()).isCloseTo(3 + points, offset(EXACT));
        assertThat(score.score()).isEqualTo((int) (3 + points));
        assertThat(score.level()).isEqualTo(RiskLevel.of((int) (3 + points)));
        assertThat(sum(score)).isCloseTo(points, offset(EXACT));
        assertThat(score.modelId()).isEqualTo("rules-1");
        assertThat(score.basis()).isEqualTo(Basis.RULES);
        assertThat(score.floor()).isNull();
    }

    private static double sum(RiskScore score) {
        return score.contributions().stream().mapToDouble(Contribution::points).sum();
    }

    @Test
    void theBonusOfTwoGoesHalfToEach() {
        var score = RULES.score(host("outdated_software_count=1 exposure_type_score=4"), Optional.empty());
        assertThat(score.contributions())
                .filteredOn(part -> part.points() != 0)
                .extracting(part -> part.feature() + " " + part.points() + " " + part.observed())
                .containsExactly(
                        "outdated_software_count 14.0 Optional[1.0]", "exposure_type_score 18.0 Optional[4.0]");
    }

    @Test
    void whatIsBeyondAHundredIsSharedOut() {
        var score = RULES.score(
                host("has_default_credentials=1 has_rdp_open=1 has_database_ports_open=1"), Optional.empty());
        assertThat(score.exact()).isEqualTo(100);
        assertThat(sum(score)).isCloseTo(97, offset(EXACT));
        assertThat(score.contributions())
                .filteredOn(part -> part.feature().equals("has_default_credentials"))
                .extracting(Contribution::points)
                .first()
                .satisfies(points -> assertThat(points).isCloseTo(62 * 97 / 134.0, offset(EXACT)));
    }

    @Test
    void theLessIsKnownTheLessSureItIs() {
        assertThat(RULES.score(host(null), Optional.empty()))
                .satisfies(score -> assertThat(score.confidence()).isZero())
                .satisfies(score -> assertThat(score.provisional()).isTrue());
        var three = RULES.score(host("has_ssh_open=0 has_rdp_open=0 open_ports_count=1"), Optional.empty());
        assertThat(three.coverage()).isCloseTo(3 / 11.0, offset(EXACT));
        assertThat(three.confidence()).isCloseTo(1.5 / 11, offset(EXACT));
        assertThat(three.provisional()).isTrue();
        var four = RULES.score(
                host("has_ssh_open=0 has_rdp_open=0 open_ports_count=1 has_database_ports_open=0"), Optional.empty());
        assertThat(four.provisional()).isFalse();
    }

    @Test
    void whatTheModelDoesNotKnowIsNamed() {
        for (var scorer : List.of(RULES, RiskScorer.shipped())) {
            assertThat(scorer.score(
                                    host("open_ports_count=40 has_ssh_open=1 ssl_days_until_expiry=300"),
                                    Optional.empty())
                            .outOfRange())
                    .containsExactly("open_ports_count", "ssl_days_until_expiry");
        }
    }

    /// The worst finding, whether its content proves it, and what the score of a quiet host becomes.
    @ParameterizedTest(name = "{0} proved {1}: {2}")
    @CsvSource({
        "CRITICAL, true,  86, CRITICAL",
        "HIGH,     true,  61, HIGH",
        "MEDIUM,   true,  -1, -",
        "CRITICAL, false, -1, -",
    })
    void aProvenFindingLiftsTheScore(Severity severity, boolean proved, int lifted, String level) {
        var finding = proved ? finding(severity).proved() : finding(severity);
        for (var scorer : List.of(RULES, RiskScorer.shipped())) {
            var without = scorer.score(host(null), Optional.empty());
            var score = scorer.score(host(null), Optional.of(finding));
            if (lifted < 0) {
                assertThat(score).isEqualTo(without);
                continue;
            }
            assertThat(score.score()).isEqualTo(lifted);
            assertThat(score.level()).isEqualTo(RiskLevel.valueOf(level));
            assertThat(score.basis()).isEqualTo(Basis.FINDING);
            assertThat(score.confidence()).isEqualTo(1);
            assertThat(score.provisional()).isFalse();
            assertThat(score.floor()).isEqualTo(new RiskScore.Floor(finding.id(), lifted - without.exact()));
        }
    }

    @Test
    void aHigherScoreIsLeftAsItIs() {
        var host = host("has_default_credentials=1 has_rdp_open=1");
        var score = RULES.score(host, Optional.of(finding(Severity.CRITICAL).proved()));
        assertThat(score).isEqualTo(RULES.score(host, Optional.empty()));
        assertThat(score.score()).isEqualTo(100);
    }

    @Test
    void theModelSaysHowMuchOfItWasSeen() {
        var shipped = RiskScorer.shipped();
        assertThat(shipped.problem()).isEmpty();
        assertThat(RULES.problem()).isEqualTo("risk-model.json is missing");
        var nothing = shipped.score(host(null), Optional.empty());
        assertThat(nothing.basis()).isEqualTo(Basis.MODEL);
        assertThat(nothing.provisional()).isTrue();
        assertThat(nothing.confidence()).isZero();
        assertThat(nothing.contributions()).allMatch(part -> part.observed().isEmpty() && part.points() == 0);
        assertThat(nothing.contributions())
                .extracting(part -> Double.doubleToLongBits(part.points()))
                .as("no minus zero")
                .containsOnly(0L);
        var all = new EnumMap<Feature, Double>(Feature.class);
        for (var feature : Feature.values()) {
            all.put(feature, feature.baseline());
        }
        var whole = shipped.score(FeatureVector.of(all), Optional.empty());
        assertThat(whole.coverage()).isEqualTo(1);
        assertThat(whole.provisional()).isFalse();
        assertThat(whole.exact()).isEqualTo(nothing.exact());
    }

    @Test
    void whatIsNoNumberIsUnknown() {
        var vector = FeatureVector.of(
                Map.of(Feature.HAS_SSH_OPEN, Double.NaN, Feature.HAS_RDP_OPEN, 1.0, Feature.OPEN_PORTS_COUNT, 1 / 0.0));
        assertThat(vector.known()).isEqualTo(Map.of(Feature.HAS_RDP_OPEN, 1.0));
        assertThat(FeatureVector.of(0, 1, Double.POSITIVE_INFINITY, 0, Double.NaN, 0, 0, 0, 0, 0, 1)
                        .known())
                .hasSize(9)
                .doesNotContainKeys(Feature.HAS_RDP_OPEN, Feature.SSL_DAYS_UNTIL_EXPIRY);
    }
}
