package io.reconai.server.store;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetPage;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Assets, one for each name in a workspace, with their newest evidence.
public interface AssetStore {

    /// What became of an asset that was kept.
    ///
    /// @param newFindings ids of findings that were never seen before
    /// @param fixedFindings how many were asked for again and are gone
    record Kept(AssetRow row, boolean isNew, Set<String> newFindings, int fixedFindings) {
        public Kept {
            newFindings = Set.copyOf(newFindings);
        }
    }

    /// A host as it was judged after one look at it.
    record Look(Asset asset, Instant at) {}

    /// Adds assets or replaces what was known, and records their findings; ids and first times stay, and so do the
    /// findings' states. The same call again changes nothing more.
    ///
    /// @return what became of each, in their order
    List<Kept> keep(Workspace workspace, String scanId, List<Look> looks);

    /// The same for one.
    default Kept keep(Workspace workspace, String scanId, Asset asset, Instant at) {
        return keep(workspace, scanId, List.of(new Look(asset, at))).getFirst();
    }

    Optional<StoredAsset> find(Workspace workspace, String assetId);

    /// The page of an asset, which a store may know without its evidence.
    default Optional<AssetPage> page(Workspace workspace, String assetId) {
        return find(workspace, assetId).map(AssetPage::of);
    }

    PageOf<ListedAsset> list(Workspace workspace, AssetFilter filter, PageRequest page);

    /// The names known below a domain.
    Set<DomainName> names(Workspace workspace, DomainName domain);

    /// Hands over every asset that a scan has kept, one after another; not what became of its findings.
    void forEachKeptBy(Workspace workspace, String scanId, Consumer<Kept> consumer);

    /// Marks what a full scan of a domain did not find any more.
    ///
    /// @param unknown names that could not be resolved: not known to be gone
    void markStale(Workspace workspace, DomainName domain, String scanId, Set<String> unknown);
}
