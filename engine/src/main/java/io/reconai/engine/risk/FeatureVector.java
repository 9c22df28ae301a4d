package io.reconai.engine.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The features of one host. What was not observed is unknown, which is not zero. Immutable.
public final class FeatureVector {

    private static final FeatureVector UNKNOWN = of(Map.of());

    private final double[] values;

    private FeatureVector(double[] values) {
        this.values = values;
    }

    /// The known values; what is absent, not a number or infinite is unknown.
    public static FeatureVector of(Map<Feature, Double> known) {
        var values = new double[Feature.ALL.size()];
        Arrays.fill(values, Double.NaN);
        known.forEach((feature, value) -> values[feature.ordinal()] = Double.isFinite(value) ? value : Double.NaN);
        return new FeatureVector(values);
    }

    /// All eleven values in the order of [Feature]; NaN for unknown.
    static FeatureVector of(double... values) {
        if (values.length != Feature.ALL.size()) {
            throw new IllegalArgumentException("eleven values are needed, not " + values.length);
        }
        var copy = values.clone();
        for (var i = 0; i < copy.length; i++) {
            copy[i] = Double.isFinite(copy[i]) ? copy[i] : Double.NaN;
        }
        return new FeatureVector(copy);
    }

    /// Nothing is known.
    static FeatureVector unknown() {
        return UNKNOWN;
    }

    /// The value as observed; empty when unknown.
    public OptionalDouble value(Feature feature) {
        return isKnown(feature) ? OptionalDouble.of(values[feature.ordinal()]) : OptionalDouble.empty();
    }

    /// The known values.
    public Map<Feature, Double> known() {
        var known = new EnumMap<Feature, Double>(Feature.class);
        for (var feature : Feature.ALL) {
            value(feature).ifPresent(value -> known.put(feature, value));
        }
        return known;
    }

    /// Features whose value lies beyond what the model knows; they count as the nearest that it does.
    public List<Feature> outOfRange() {
        var beyond = new ArrayList<Feature>(0);
        for (var feature : Feature.ALL) {
            var value = values[feature.ordinal()];
            if (isKnown(feature) && value != feature.clamp(value)) {
                beyond.add(feature);
            }
        }
        return Collections.unmodifiableList(beyond);
    }

    boolean isKnown(Feature feature) {
        return !Double.isNaN(values[feature.ordinal()]);
    }

    /// The value that counts: clamped, and the baseline's where it is unknown.
    double effective(Feature feature) {
        return feature.clamp(isKnown(feature) ? values[feature.ordinal()] : feature.baseline());
    }
}
