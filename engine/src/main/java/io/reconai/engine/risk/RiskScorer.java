package io.reconai.engine.risk;

import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scores hosts by the model, or by the written policy when there is no usable model. Safe for use by many threads.
///
/// A learned sum must not hide a proven hole: a finding proved by content lifts the score to 61 when it is high and to
/// 86 when it is critical, as a line of its own.
public final class RiskScorer {

    private static final double LEAST_COVERAGE = 0.3;

    /// Keeps 30.999999999 at 30 and 31 less a rounding error at 31.
    private static final double ROUNDING = 1e-9;

    private final @Nullable RiskModel model;
    private final double base;
    private final String problem;

    /// @param base the score of the baseline host
    private RiskScorer(@Nullable RiskModel model, double base, String problem) {
        this.model = model;
        this.base = base;
        this.problem = problem;
    }

    /// The scorer of the model that is shipped with this version.
    public static RiskScorer shipped() {
        return Shipped.SCORER;
    }

    private static final class Shipped {
        static final RiskScorer SCORER = load();

        private static RiskScorer load() {
            try (var in = RiskScorer.class.getResourceAsStream("risk-model.json")) {
                return in == null ? withoutModel("risk-model.json is missing") : of(ModelFile.read(in));
            } catch (IOException unusable) {
                return withoutModel("risk-model.json: " + unusable.getMessage());
            }
        }
    }

    /// The scorer of a model that `reconai train` wrote.
    ///
    /// @throws IOException when the file cannot be read, or does not hold such a model
    public static RiskScorer from(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return of(ModelFile.read(in));
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        }
    }

    static RiskScorer of(RiskModel model) {
        return new RiskScorer(model, model.exactScore(FeatureVector.unknown()), "");
    }

    static RiskScorer withoutModel(String problem) {
        return new RiskScorer(null, LabellingPolicy.points(FeatureVector.unknown()), problem);
    }

    /// Why rules are used instead of the model; empty when the model is.
    public String problem() {
        return problem;
    }

    /// Scores one host.
    ///
    /// @param worst the worst finding that content proves, if there is one
    public RiskScore score(FeatureVector host, Optional<Finding> worst) {
        return model == null ? byRules(host, worst) : byModel(model, host, worst);
    }

    private RiskScore byModel(RiskModel model, FeatureVector host, Optional<Finding> worst) {
        var coverage = model.coverage(host);
        var scored = floored(model.exactScore(host), worst);
        var level = RiskLevel.of(shown(scored.exact()));
        var confidence = scored.floor() == null ? model.probabilities(host)[level.ordinal()] * coverage : 1.0;
        return new RiskScore(
                shown(scored.exact()),
                level,
                scored.exact(),
                base,
                contributions(host, model.contributions(host)),
                scored.floor(),
                confidence,
                coverage,
                scored.floor() == null ? RiskScore.Basis.MODEL : RiskScore.Basis.FINDING,
                scored.floor() == null && coverage < LEAST_COVERAGE,
                model.id(),
                outOfRange(host));
    }

    private RiskScore byRules(FeatureVector host, Optional<Finding> worst) {
        var known = host.known().size() / (double) Feature.ALL.size();
        var points = LabellingPolicy.contributions(host);
        var sum = base;
        for (var one : points) {
            sum += one;
        }
        var cut = Math.clamp(sum, 0, 100);
        if (cut != sum) { // the cut is shared out, so that the parts still add up
            var factor = (cut - base) / (sum - base);
            for (var i = 0; i < points.length; i++) {
                points[i] *= factor;
            }
        }
        var scored = floored(cut, worst);
        return new RiskScore(
                shown(scored.exact()),
                RiskLevel.of(shown(scored.exact())),
                scored.exact(),
                base,
                contributions(host, points),
                scored.floor(),
                scored.floor() == null ? 0.5 * known : 1.0,
                known,
                scored.floor() == null ? RiskScore.Basis.RULES : RiskScore.Basis.FINDING,
                scored.floor() == null && known < LEAST_COVERAGE,
                "rules-1",
                outOfRange(host));
    }

    private record Scored(double exact, RiskScore.@Nullable Floor floor) {}

    private static Scored floored(double exact, Optional<Finding> worst) {
        var demanded = worst.filter(Finding::verified).map(RiskScorer::demanded).orElse(0.0);
        return worst.isPresent() && demanded > exact
                ? new Scored(demanded, new RiskScore.Floor(worst.get().id(), demanded - exact))
                : new Scored(exact, null);
    }

    private static double demanded(Finding finding) {
        if (finding.severity() == Severity.CRITICAL) {
            return 86;
        }
        return finding.severity() == Severity.HIGH ? 61 : 0;
    }

    private static List<Contribution> contributions(FeatureVector host, double[] points) {
        var list = new ArrayList<Contribution>(points.length);
        for (var feature : Feature.ALL) {
            var value = host.value(feature);
            list.add(new Contribution(
                    feature.key(),
                    feature.label(),
                    value.isPresent() ? (Double) value.getAsDouble() : null,
                    points[feature.ordinal()] + 0.0)); // no minus zero
        }
        return list;
    }

    private static int shown(double exact) {
        return (int) Math.floor(exact + ROUNDING);
    }

    private static List<String> outOfRange(FeatureVector host) {
        var keys = new ArrayList<String>(0);
        for (var feature : host.outOfRange()) {
            keys.add(feature.key());
        }
        return keys;
    }
}
