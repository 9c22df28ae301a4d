package io.reconai.server.assets;

import io.reconai.engine.Asset;

/// An asset as the store keeps it.
///
/// @param asset with its newest evidence
public record StoredAsset(AssetRow row, Asset asset, String firstScanId, String lastScanId, String evidenceId) {}
