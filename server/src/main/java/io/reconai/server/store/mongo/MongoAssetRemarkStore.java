package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetRemarkStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;

/// What people say of assets, in MongoDB: part of the asset's document, where scans leave it as it is.
///
/// A change is made on the remarks that were read, or read again. [Removals] removes.
final class MongoAssetRemarkStore implements AssetRemarkStore {

    private final Documents assets;
    private final Documents workspaces;
    private final Removals removals;

    MongoAssetRemarkStore(MongoDatabase database) {
        assets = new Documents(database.getCollection(Schema.ASSETS));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        removals = new Removals(database);
    }

    @Override
    public Optional<Changed> change(Workspace workspace, String assetId, UnaryOperator<AssetRemarks> change) {
        while (true) {
            var asset = assets.first(Settling.one(workspace, assetId));
            if (asset.isEmpty()) {
                return Optional.empty();
            }
            var before = RemarkDocuments.remarks(asset.get());
            var after = change.apply(before);
            var changed = new Changed(asset.get().getString("asset_value"), before, after);
            if (after.equals(before)
                    || assets.update(
                            RemarkDocuments.unchanged(workspace, asset.get()), RemarkDocuments.update(after))) {
                return Optional.of(changed);
            }
            // Somebody else said something at the same moment.
        }
    }

    @Override
    public Optional<String> delete(Workspace workspace, String assetId) {
        var asset = assets.first(Settling.one(workspace, assetId));
        asset.ifPresent(_ -> removals.remove(workspace, new Document("asset_id", assetId)));
        return asset.map(found -> found.getString("asset_value"));
    }

    @Override
    public long clear(Workspace workspace, Optional<String> parentDomain) {
        return removals.remove(
                workspace,
                parentDomain
                        .map(domain -> new Document("parent_domain", domain))
                        .orElseGet(Document::new));
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return assets
                .some(
                        new Document(RemarkDocuments.NEXT_SCAN, new Document("$lte", Values.date(now)))
                                .append(Schema.WORKSPACE, new Document("$nin", WorkspaceDocuments.resting(workspaces))),
                        new Document(RemarkDocuments.NEXT_SCAN, 1),
                        0,
                        limit)
                .stream()
                .map(asset ->
                        new Due(Workspace.ofRecord(asset.getString(Schema.WORKSPACE)), asset.getString("asset_id")))
                .toList();
    }
}
