package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetHistoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bson.Document;

/// The history of assets in MongoDB; [Settling] writes it.
final class MongoAssetHistoryStore implements AssetHistoryStore {

    /// Set on what a replay that changes no asset made of a host.
    static final String REPLAYED = "replayed";

    private final Documents history;
    private final Documents assets;

    MongoAssetHistoryStore(MongoDatabase database) {
        history = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        assets = new Documents(database.getCollection(Schema.ASSETS));
    }

    @Override
    public PageOf<Look> list(Workspace workspace, String assetId, long offset, int limit) {
        var filter = Settling.one(workspace, assetId).append(REPLAYED, new Document("$ne", true));
        var looks = history.some(filter, new Document("at", -1).append("scan_id", 1), offset, limit).stream()
                .map(look -> new Look(look.getString("scan_id"), AssetDocuments.row(look)))
                .toList();
        return new PageOf<>(looks, history.count(filter));
    }

    @Override
    public PageOf<AssetRow> seenBy(Workspace workspace, String scanId, AssetFilter filter, PageRequest page) {
        return history.pageOf(
                AssetCriteria.ofScan(workspace, scanId, filter, history, assets),
                MongoAssetStore.order(page),
                "asset_id",
                AssetDocuments.NULLABLE,
                found -> rows(workspace, found));
    }

    /// With what people say of them now.
    private List<AssetRow> rows(Workspace workspace, List<Document> found) {
        Map<String, AssetRemarks> remarks = new HashMap<>();
        assets.all(new Criteria(Schema.WORKSPACE, workspace.id())
                        .and(
                                "asset_id",
                                "$in",
                                found.stream()
                                        .map(look -> look.getString("asset_id"))
                                        .toList())
                        .filter())
                .forEach(asset -> remarks.put(asset.getString("asset_id"), RemarkDocuments.remarks(asset)));
        return found.stream()
                .map(AssetDocuments::row)
                .map(row -> row.remarked(remarks.getOrDefault(row.assetId(), AssetRemarks.NONE)))
                .toList();
    }

    @Override
    public OptionalDouble meanRisk(Workspace workspace, String scanId) {
        var sums = history.aggregate(List.of(
                new Document("$match", new Document(Schema.WORKSPACE, workspace.id()).append("scan_id", scanId)),
                new Document(
                        "$group",
                        new Document("_id", null)
                                .append("risk_sum", new Document("$sum", "$risk_score"))
                                .append("number", new Document("$sum", 1)))));
        return sums.stream()
                .mapToDouble(sum -> (double) Values.number(sum, "risk_sum") / Values.number(sum, "number"))
                .findFirst();
    }
}
