package io.reconai.server.store;

import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.PageOf;
import io.reconai.server.identity.Workspace;

/// Assets as earlier scans saw them. Written by the asset store together with what is newest.
public interface AssetHistoryStore {

    /// An asset as one scan saw it.
    record Look(String scanId, AssetRow row) {}

    /// Newest first; empty with a total of 0 when the workspace has no such asset.
    PageOf<Look> list(Workspace workspace, String assetId, long offset, int limit);
}
