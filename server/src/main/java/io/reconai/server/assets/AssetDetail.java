package io.reconai.server.assets;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// An asset with everything that is known about it: the row of lists, what the newest look at it shows, and what is
/// said of it.
///
/// @param row its short `risk_factors` are left out, since they are objects here
public record AssetDetail(
        @JsonUnwrapped @JsonIgnoreProperties("risk_factors") AssetRow row,
        @JsonUnwrapped AssetLook look,
        @JsonUnwrapped AssetStanding standing) {

    /// Everything that is known of an asset.
    public static AssetDetail of(StoredAsset stored) {
        return new AssetDetail(
                stored.row(), AssetLook.of(stored.asset(), stored.findingStates()), AssetStanding.of(stored));
    }
}
