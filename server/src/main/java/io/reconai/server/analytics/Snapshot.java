package io.reconai.server.analytics;

import io.reconai.engine.asset.Severity;
import java.time.LocalDate;
import java.util.Map;

/// What a workspace, or one domain of it, looked like at the end of a day.
///
/// @param riskSum of all active assets' scores
/// @param openFindings every severity is there
public record Snapshot(LocalDate day, long assets, long riskSum, Map<Severity, Long> openFindings) {

    public Snapshot {
        openFindings = Map.copyOf(openFindings);
    }

    /// The mean of the scores, rounded; 0 where there is no asset.
    public int riskScore() {
        return (int) Math.round(mean());
    }

    double mean() {
        return assets == 0 ? 0 : (double) riskSum / assets;
    }

    long findings() {
        return openFindings.values().stream().mapToLong(Long::longValue).sum();
    }
}
