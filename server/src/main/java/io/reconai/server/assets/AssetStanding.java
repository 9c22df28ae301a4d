package io.reconai.server.assets;

import org.jspecify.annotations.Nullable;

/// What is said of an asset, and where its page comes from.
public record AssetStanding(
        @Nullable String notes,
        boolean rescanEnabled,
        @Nullable Integer scanFrequencyHours,
        String firstScanId,
        String lastScanId,
        String evidenceId) {

    static AssetStanding of(StoredAsset stored) {
        return of(stored.remarks(), stored.firstScanId(), stored.lastScanId(), stored.evidenceId());
    }

    public static AssetStanding of(AssetRemarks remarks, String firstScanId, String lastScanId, String evidenceId) {
        return new AssetStanding(
                remarks.notes(),
                remarks.rescanEnabled(),
                remarks.scanFrequencyHours(),
                firstScanId,
                lastScanId,
                evidenceId);
    }
}
