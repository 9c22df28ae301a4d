package io.reconai.server.store;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;

/// What alerts watch over all workspaces.
public interface AlertWatchStore {

    /// Active assets of a workspace whose certificates end within a time, in the order of their ids.
    ///
    /// @param afterId only those behind this one; all when empty
    List<AssetRow> endingCertificates(Workspace workspace, Instant from, Instant until, String afterId, int most);

    /// A domain that is no longer shown to be the workspace's, of which nobody was told yet.
    record LostProof(Workspace workspace, String domainId, DomainName domain, Instant at) {}

    /// Written by [OwnershipStore#takeAway] in the same step: a kill loses none.
    List<LostProof> lostProofs(int most);

    /// Somebody was told.
    void told(LostProof lost);

    /// All workspaces that are in use, in the order of their ids.
    ///
    /// @param afterId only those behind this one; all when empty
    List<Workspace> workspaces(String afterId, int most);
}
