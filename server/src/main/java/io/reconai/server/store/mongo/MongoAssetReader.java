package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// Reads assets in MongoDB in great numbers: first all ids, then a few assets at a time.
final class MongoAssetReader implements AssetReader {

    private final Documents assets;
    private final Documents seen;
    private final Settling settling;
    private final AssetStore store;

    MongoAssetReader(MongoDatabase database, Settling settling, AssetStore store) {
        assets = new Documents(database.getCollection(Schema.ASSETS));
        seen = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        this.settling = settling;
        this.store = store;
    }

    @Override
    public List<String> ids(Workspace workspace, AssetFilter filter, List<PageRequest.Criterion> sort) {
        settling.settle(workspace);
        var everything = MongoAssetStore.order(new PageRequest(1, Integer.MAX_VALUE, sort));
        var fields = new ArrayList<>(List.of("asset_id"));
        everything.sort().forEach(by -> fields.add(by.field()));
        return assets
                .sorted(
                        AssetCriteria.of(workspace, filter, seen),
                        everything,
                        "asset_id",
                        AssetDocuments.NULLABLE,
                        fields.toArray(String[]::new))
                .stream()
                .map(asset -> asset.getString("asset_id"))
                .toList();
    }

    @Override
    public List<StoredAsset> read(Workspace workspace, List<String> ids) {
        return ids.stream()
                .map(id -> store.find(workspace, id))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Map<String, String> idsOf(Workspace workspace, Collection<String> values) {
        Map<String, String> ids = new HashMap<>();
        assets.all(
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .and("asset_value", "$in", List.copyOf(values))
                                .filter(),
                        "asset_value",
                        "asset_id")
                .forEach(asset -> ids.put(asset.getString("asset_value"), asset.getString("asset_id")));
        return ids;
    }

    @Override
    public List<Count> counts(Workspace workspace, AssetFilter filter, Facet facet, int limit) {
        settling.settle(workspace);
        var match = AssetCriteria.of(workspace, filter, seen);
        return switch (facet) {
            case RISK_LEVEL, ASSET_TYPE, PARENT_DOMAIN ->
                counted(List.of(new Document("$match", match)), "$" + Values.word(facet), limit);
            case TAG ->
                counted(
                        List.of(
                                new Document("$match", match),
                                new Document("$project", Documents.only(RemarkDocuments.TAGS)),
                                new Document("$unwind", "$" + RemarkDocuments.TAGS)),
                        "$" + RemarkDocuments.TAGS,
                        limit);
            case TECHNOLOGY, PORT, COUNTRY, ASN -> counted(distinct(match, Values.word(facet)), "$_id.value", limit);
        };
    }

    /// Each asset once for each value.
    private static List<Document> distinct(Document match, String kind) {
        return List.of(
                new Document("$match", match),
                new Document("$project", Documents.only("asset_id", AssetDocuments.FACTS)),
                new Document("$unwind", "$" + AssetDocuments.FACTS),
                new Document("$match", new Document(AssetDocuments.FACTS + ".kind", kind)),
                new Document(
                        "$group",
                        new Document(
                                "_id",
                                new Document("asset", "$asset_id")
                                        .append("value", "$" + AssetDocuments.FACTS + ".value"))));
    }

    private List<Count> counted(List<Document> before, String value, int limit) {
        var stages = new ArrayList<>(before);
        stages.add(new Document("$group", new Document("_id", value).append("number", new Document("$sum", 1))));
        stages.add(new Document("$sort", new Document("number", -1).append("_id", 1)));
        stages.add(new Document("$limit", limit));
        return assets.aggregate(stages).stream()
                .map(row -> new Count(row.getString("_id"), Values.number(row, "number")))
                .toList();
    }
}
