package io.reconai.engine.risk;

import java.util.List;

/// Proportional-odds logistic regression with one linear predictor η over scaled features.
///
/// P(level ≥ k) = σ(η − θₖ). Each weight has the sign of its feature's direction, so that no added weakness can lower
/// η; the score is a piecewise linear, rising function of η through the levels' borders, so that level and score never
/// disagree. Cost: eleven multiplications. Immutable.
///
/// @param id names the model in every stored score
/// @param mean of each feature in training, after clamping
/// @param scale population standard deviation, 1 where it is zero
/// @param weight of each scaled feature
/// @param theta the borders of medium, high and critical, rising
public record RiskModel(String id, List<Double> mean, List<Double> scale, List<Double> weight, List<Double> theta) {

    private static final FeatureVector BEST = extremes(false);
    private static final FeatureVector WORST = extremes(true);

    private static final double[] SCORES = {0, 31, 61, 86, 100};
    private static final double TINY = 1e-9;

    /// @throws IllegalArgumentException when this is no model: a wrong number of values, a value that is not finite, a
    ///     weight of the wrong sign, borders that do not rise between the best and the worst host
    public RiskModel {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        weight = List.copyOf(weight);
        theta = List.copyOf(theta);
        var features = Feature.values();
        require(mean.size() == features.length && scale.size() == features.length, "eleven means and scales");
        require(weight.size() == features.length && theta.size() == 3, "eleven weights and three borders");
        for (var feature : features) {
            var i = feature.ordinal();
            require(Double.isFinite(mean.get(i)) && Double.isFinite(weight.get(i)), "finite numbers");
            require(Double.isFinite(scale.get(i)) && scale.get(i) > 0, "scales above zero");
            require(weight.get(i) * feature.direction() >= 0, "the right sign for " + feature.key());
        }
        var best = predictor(BEST, mean, scale, weight);
        var worst = predictor(WORST, mean, scale, weight);
        require(
                best < theta.get(0)
                        && theta.get(0) < theta.get(1)
                        && theta.get(1) < theta.get(2)
                        && theta.get(2) < worst,
                "borders that rise between the best and the worst host");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a risk model needs " + what);
        }
    }

    /// η of a host; unknown features count as the baseline's.
    double predictor(FeatureVector host) {
        return predictor(host, mean, scale, weight);
    }

    /// The score of a host before it is cut to a whole number, 0 to 100.
    double exactScore(FeatureVector host) {
        return score(predictor(host), knots());
    }

    /// Points of each feature in the order of [Feature]: their sum is the score less the baseline's, exactly.
    ///
    /// The integrated gradient along the straight line from the baseline, in closed form because the score depends
    /// on one linear predictor only.
    double[] contributions(FeatureVector host) {
        var eta = predictor(host);
        var eta0 = predictor(FeatureVector.unknown());
        var knots = knots();
        var slope = Math.abs(eta - eta0) > TINY
                ? (score(eta, knots) - score(eta0, knots)) / (eta - eta0)
                : slope(eta0, knots);
        var points = new double[weight.size()];
        for (var feature : Feature.ALL) {
            var i = feature.ordinal();
            var difference = (host.effective(feature) - feature.baseline()) / scale.get(i);
            points[i] = difference == 0 ? 0 : weight.get(i) * difference * slope;
        }
        return points;
    }

    /// P(low), P(medium), P(high), P(critical).
    double[] probabilities(FeatureVector host) {
        var eta = predictor(host);
        var atLeast = new double[] {
            1, sigmoid(eta - theta.get(0)), sigmoid(eta - theta.get(1)), sigmoid(eta - theta.get(2)), 0
        };
        return new double[] {
            atLeast[0] - atLeast[1], atLeast[1] - atLeast[2], atLeast[2] - atLeast[3], atLeast[3] - atLeast[4]
        };
    }

    /// The share of the model's weight that was observed, 0 to 1.
    double coverage(FeatureVector host) {
        var observed = 0.0;
        var all = 0.0;
        for (var feature : Feature.ALL) {
            var size = Math.abs(weight.get(feature.ordinal()));
            all += size;
            observed += host.isKnown(feature) ? size : 0;
        }
        return all == 0 ? 0 : observed / all;
    }

    /// Points of score that one step of a feature is worth near the baseline; for the model card.
    double slopeAtBaseline() {
        return slope(predictor(FeatureVector.unknown()), knots());
    }

    private static double score(double eta, double[] knots) {
        for (var k = 0; k < SCORES.length - 1; k++) {
            if (eta < knots[k + 1]) {
                var part = (eta - knots[k]) / (knots[k + 1] - knots[k]);
                return Math.max(0, SCORES[k] + part * (SCORES[k + 1] - SCORES[k]));
            }
        }
        return 100;
    }

    private static double slope(double eta, double[] knots) {
        var k = 0;
        while (k < SCORES.length - 2 && eta >= knots[k + 1]) {
            k++;
        }
        return (SCORES[k + 1] - SCORES[k]) / (knots[k + 1] - knots[k]);
    }

    private double[] knots() {
        return new double[] {predictor(BEST), theta.get(0), theta.get(1), theta.get(2), predictor(WORST)};
    }

    private static FeatureVector extremes(boolean risky) {
        var values = new double[Feature.values().length];
        for (var feature : Feature.ALL) {
            values[feature.ordinal()] = feature.extreme(risky);
        }
        return FeatureVector.of(values);
    }

    private static double predictor(FeatureVector host, List<Double> mean, List<Double> scale, List<Double> weight) {
        var eta = 0.0;
        for (var feature : Feature.ALL) {
            var i = feature.ordinal();
            eta += weight.get(i) * (host.effective(feature) - mean.get(i)) / scale.get(i);
        }
        return eta;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-Math.clamp(x, -500, 500)));
    }
}
