package io.reconai.engine.risk;

import io.reconai.engine.asset.RiskLevel;

/// The level that somebody would have given a host.
///
/// @param features as they were observed; what is unknown counts as the baseline's
public record Label(FeatureVector features, RiskLevel level) {

    /// The values that count, in the order of [Feature].
    double[] row() {
        var row = new double[Feature.values().length];
        for (var feature : Feature.values()) {
            row[feature.ordinal()] = features.effective(feature);
        }
        return row;
    }
}
