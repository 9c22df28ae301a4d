package io.reconai.server.scans;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.assets.AssetChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed between two scans, as the interface shows it.
///
/// @param notComparable hosts that the newer scan did not reach, and those of which something that the earlier one saw
///     could not be looked at again: it may still be there
/// @param truncated a list was cut; the lines have all of it
public record ScanDifference(
        Side from,
        Side to,
        Totals summary,
        List<Moved> assetsAdded,
        List<Moved> assetsRemoved,
        List<Changed> assetsChanged,
        List<Weakness> findingsAdded,
        List<Weakness> findingsRemoved,
        List<Unknown> notComparable,
        boolean truncated) {

    /// One of the two.
    public record Side(String scanId, @Nullable Instant completedAt) {}

    /// Everything, in numbers.
    ///
    /// @param riskScoreChange of the mean over the hosts of each scan
    public record Totals(
            long assetsAdded,
            long assetsRemoved,
            long assetsChanged,
            long findingsAdded,
            long findingsRemoved,
            double riskScoreChange) {}

    /// A host that came or went.
    ///
    /// @param assetId null when there is no such asset any more
    public record Moved(
            @Nullable String assetId, String assetValue, AssetType assetType, int riskScore, RiskLevel riskLevel) {}

    /// A host of which something changed.
    public record Changed(@Nullable String assetId, String assetValue, List<AssetChange> changes) {}

    /// A finding that came or went.
    public record Weakness(
            String findingId,
            String assetValue,
            String type,
            @Nullable String severity,
            String title) {}

    /// What can be called neither there nor gone.
    ///
    /// @param reason `not_reached`, or `partly_reached` where the newer scan has the host, but not all that it
    ///     showed
    /// @param detail why, in words
    public record Unknown(String assetValue, String reason, String detail) {}
}
