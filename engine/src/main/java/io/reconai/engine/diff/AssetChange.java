package io.reconai.engine.diff;

import io.reconai.engine.asset.RiskLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one host.
///
/// @param before null when it appeared
/// @param after null when it is gone or was not seen again
/// @param reason why it was not seen again; otherwise empty
/// @param facts findings first, worst first
public record AssetChange(
        Change change,
        String asset,
        @Nullable Standing before,
        @Nullable Standing after,
        String reason,
        List<FactChange> facts) {

    /// How a host stood in a scan.
    public record Standing(int riskScore, RiskLevel riskLevel) {}

    public AssetChange {
        facts = List.copyOf(facts);
    }
}
