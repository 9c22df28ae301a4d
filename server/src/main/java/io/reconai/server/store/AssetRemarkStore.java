package io.reconai.server.store;

import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What people do to assets: say something of them, and remove them.
public interface AssetRemarkStore {

    /// What was said before a change and what is now.
    record Changed(String assetValue, AssetRemarks before, AssetRemarks after) {}

    /// An asset that is to be scanned by itself.
    record Due(Workspace workspace, String assetId) {}

    /// Changes what is said of an asset; of many at once none is lost.
    ///
    /// @param change may be called more than once; what it throws leaves everything as it was
    /// @return empty when the workspace has no such asset
    Optional<Changed> change(Workspace workspace, String assetId, UnaryOperator<AssetRemarks> change);

    /// Removes an asset with its findings, its history and what was said of it; scans and their evidence stay.
    ///
    /// @return the asset's value; empty when the workspace has no such asset
    Optional<String> delete(Workspace workspace, String assetId);

    /// Removes all assets, or those below one domain, as [#delete] does.
    ///
    /// @return how many there were
    long clear(Workspace workspace, Optional<String> parentDomain);

    /// Assets of all workspaces that are not archived whose next scan is due, the longest due first; for the worker.
    List<Due> due(Instant now, int limit);
}
