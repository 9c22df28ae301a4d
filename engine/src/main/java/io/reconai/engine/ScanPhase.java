package io.reconai.engine;

/// The three phases that people follow a scan by.
public enum ScanPhase {
    /// Names are sought and resolved.
    DISCOVERY,
    /// Hosts are looked at.
    ENRICHMENT,
    /// Evidence is judged and scored.
    RISK_ANALYSIS;

    /// Where a phase stands.
    public enum State {
        PENDING,
        RUNNING,
        COMPLETED,
        FAILED,
        SKIPPED
    }
}
