package io.reconai.engine.risk;

import java.util.Map;

/// The written policy that labels the training data: points for what is exposed, chosen by people.
///
/// Its steps and its one interaction (old software on an exposed interface) are not linear on purpose. It is also the
/// fallback when there is no usable model. Changing a number here changes what the model is trained to follow.
final class LabellingPolicy {

    private static final double INTERACTION = 10;

    private LabellingPolicy() {}

    /// The points of a host; unknown features count as the baseline's.
    static double points(FeatureVector host) {
        var sum = interaction(host);
        for (var feature : Feature.values()) {
            sum += points(feature, host.effective(feature));
        }
        return sum;
    }

    /// What each feature adds beyond the baseline; the interaction goes half to each of its two.
    static double[] contributions(FeatureVector host) {
        var baseline = FeatureVector.of(Map.of());
        var result = new double[Feature.values().length];
        for (var feature : Feature.values()) {
            result[feature.ordinal()] =
                    points(feature, host.effective(feature)) - points(feature, baseline.effective(feature));
        }
        var half = (interaction(host) - interaction(baseline)) / 2;
        result[Feature.OUTDATED_SOFTWARE_COUNT.ordinal()] += half;
        result[Feature.EXPOSURE_TYPE_SCORE.ordinal()] += half;
        return result;
    }

    private static double interaction(FeatureVector host) {
        return host.effective(Feature.OUTDATED_SOFTWARE_COUNT) >= 1 && host.effective(Feature.EXPOSURE_TYPE_SCORE) >= 4
                ? INTERACTION
                : 0;
    }

    private static double points(Feature feature, double value) {
        return switch (feature) {
            case OPEN_PORTS_COUNT -> 2 * Math.max(0, Math.min(value, 15) - 2);
            case HAS_SSH_OPEN -> 8 * value;
            case HAS_RDP_OPEN, HAS_DATABASE_PORTS_OPEN -> 36 * value;
            case SSL_DAYS_UNTIL_EXPIRY -> expiry(value);
            case SSL_CERT_IS_SELF_SIGNED -> 10 * value;
            case OUTDATED_SOFTWARE_COUNT -> 9 * Math.min(value, 4);
            case HAS_DEFAULT_CREDENTIALS -> 62 * value;
            case BREACH_HISTORY_COUNT -> 3 * Math.min(value, 5);
            case HTTP_SECURITY_HEADERS_SCORE -> 2 * (5 - value);
            case EXPOSURE_TYPE_SCORE -> exposure((int) value);
        };
    }

    private static double expiry(double days) {
        if (days < 0) {
            return 22;
        }
        if (days < 14) {
            return 10;
        }
        return days < 30 ? 4 : 0;
    }

    private static double exposure(int kind) {
        return switch (kind) {
            case 1 -> 0;
            case 2 -> 3;
            case 3 -> 7;
            case 4 -> 16;
            default -> 34;
        };
    }
}
