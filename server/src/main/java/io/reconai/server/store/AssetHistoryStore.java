package io.reconai.server.store;

import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.util.OptionalDouble;

/// Assets as earlier scans saw them. Written by the asset store together with what is newest.
public interface AssetHistoryStore {

    /// An asset as one scan saw it.
    record Look(String scanId, AssetRow row) {}

    /// Newest first; empty with a total of 0 when the workspace has no such asset.
    PageOf<Look> list(Workspace workspace, String assetId, long offset, int limit);

    /// Assets as one scan saw them, with what people say of them now.
    PageOf<AssetRow> seenBy(Workspace workspace, String scanId, AssetFilter filter, PageRequest page);

    /// The mean risk score of what a scan saw; empty when it saw nothing.
    OptionalDouble meanRisk(Workspace workspace, String scanId);
}
