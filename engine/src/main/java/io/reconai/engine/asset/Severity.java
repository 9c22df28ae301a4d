package io.reconai.engine.asset;

/// How bad a finding is if it is true. Ordered from mild to bad; how sure we are is [Confidence].
public enum Severity {
    /// A fact worth knowing.
    INFO,
    /// Hygiene with an effect on security.
    LOW,
    /// One protection is missing, an attack is practical.
    MEDIUM,
    /// An attacker gains directly, or an outage is happening.
    HIGH,
    /// Takeover or compromise now.
    CRITICAL
}
