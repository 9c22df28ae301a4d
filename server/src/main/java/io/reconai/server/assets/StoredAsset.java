package io.reconai.server.assets;

import io.reconai.engine.Asset;
import java.util.Map;

/// An asset as the store keeps it.
///
/// @param asset with its newest evidence
/// @param findingStates the state of each finding, by its id
public record StoredAsset(
        AssetRow row,
        Asset asset,
        String firstScanId,
        String lastScanId,
        String evidenceId,
        Map<String, String> findingStates,
        AssetRemarks remarks) {

    public StoredAsset {
        findingStates = Map.copyOf(findingStates);
    }

    /// One that nobody has said anything of.
    public StoredAsset(
            AssetRow row,
            Asset asset,
            String firstScanId,
            String lastScanId,
            String evidenceId,
            Map<String, String> findingStates) {
        this(row, asset, firstScanId, lastScanId, evidenceId, findingStates, AssetRemarks.NONE);
    }
}
