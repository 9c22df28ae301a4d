package io.reconai.engine.asset;

/// The four bands of the risk score: 0 to 30, 31 to 60, 61 to 85, 86 to 100.
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /// @param score 0 to 100
    public static RiskLevel of(int score) {
        if (score >= 86) {
            return CRITICAL;
        }
        if (score >= 61) {
            return HIGH;
        }
        return score >= 31 ? MEDIUM : LOW;
    }
}
