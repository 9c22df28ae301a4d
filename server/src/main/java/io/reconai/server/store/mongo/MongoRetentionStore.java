package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.RetentionStore;
import io.reconai.server.usage.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.bson.Document;

/// Forgets in MongoDB. What a scan saw goes before the scan: a kill in between leaves the scan for the next time.
final class MongoRetentionStore implements RetentionStore {

    private final Documents workspaces;
    private final Documents scans;
    private final Documents assets;
    private final Documents history;
    private final Documents snapshots;
    private final MongoEvidenceStore evidence;
    private final MongoScanStore scanStore;

    MongoRetentionStore(MongoDatabase database) {
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        scans = new Documents(database.getCollection(Schema.SCANS));
        assets = new Documents(database.getCollection(Schema.ASSETS));
        history = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        snapshots = new Documents(database.getCollection(Schema.SNAPSHOTS));
        evidence = new MongoEvidenceStore(database);
        scanStore = new MongoScanStore(database);
    }

    @Override
    public List<Holder> holders(String after, int limit) {
        var behind =
                new Document(Schema.WORKSPACE, new Document("$gt", after)).append(WorkspaceDocuments.REMOVED, false);
        return workspaces.some(behind, new Document(Schema.WORKSPACE, 1), 0, limit).stream()
                .map(found -> new Holder(
                        Workspace.ofRecord(found.getString(Schema.WORKSPACE)), Plan.of(found.getString("plan"))))
                .toList();
    }

    @Override
    public int forgetScans(Workspace workspace, Instant before, int most) {
        var old = scans.some(
                new Document(Schema.WORKSPACE, workspace.id())
                        .append("created_at", new Document("$lt", Values.date(before)))
                        .append("scan_status", new Document("$in", MongoScanStore.ended())),
                new Document("created_at", 1),
                0,
                most);
        for (var scan : old) {
            evidence.remove(workspace, scan.getString("scan_id"));
            scanStore.remove(workspace, scan.getString("scan_id"));
        }
        return old.size();
    }

    @Override
    public void forgetLooks(Workspace workspace, Instant before) {
        var old = new Document(Schema.WORKSPACE, workspace.id()).append("at", new Document("$lt", Values.date(before)));
        history.aggregate(List.of(
                        new Document("$match", old),
                        new Document(
                                "$group", new Document("_id", "$asset_id").append("number", new Document("$sum", 1)))))
                .forEach(group -> forgetLooks(workspace, group.getString("_id"), old));
        snapshots.remove(new Document(Schema.WORKSPACE, workspace.id())
                .append(
                        "day",
                        new Document(
                                "$lt",
                                LocalDate.ofInstant(before, ZoneOffset.UTC).toString())));
    }

    private void forgetLooks(Workspace workspace, String assetId, Document old) {
        var present = assets.first(Settling.one(workspace, assetId));
        var gone = new Document(old).append("asset_id", assetId);
        present.ifPresent(asset -> gone.append("scan_id", new Document("$ne", asset.getString("last_scan_id"))));
        history.remove(gone);
    }
}
