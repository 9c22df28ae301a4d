package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.Evidence;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.EvidenceStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/// What scans saw, in MongoDB: a document for each host of a scan, compressed, and one for how the scan ended.
final class MongoEvidenceStore implements EvidenceStore {

    private static final String SEEN = "evidence";
    private static final String REPORT = "report";

    private final Documents hosts;
    private final Documents reports;
    private final Documents history;
    private final Leases leases;

    MongoEvidenceStore(MongoDatabase database) {
        hosts = new Documents(database.getCollection(Schema.SCAN_EVIDENCE));
        reports = new Documents(database.getCollection(Schema.SCAN_REPORTS));
        history = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        leases = new Leases(database);
    }

    @Override
    public void keep(Workspace workspace, String scanId, List<Evidence> seen) {
        leases.require();
        seen.forEach(evidence -> put(hosts, workspace, scanId, evidence));
    }

    /// What a scan saw of one host.
    static void put(Documents hosts, Workspace workspace, String scanId, Evidence evidence) {
        hosts.set(
                of(workspace, scanId).append("host", evidence.host().value()),
                new Document("$set", new Document(SEEN, Values.packed(AssetDocuments.EXACT, evidence))));
    }

    private static Document of(Workspace workspace, String scanId) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("scan_id", scanId);
    }

    @Override
    public void keepReport(Workspace workspace, String scanId, String json) {
        leases.require();
        reports.set(of(workspace, scanId), new Document("$set", new Document(REPORT, json)));
    }

    @Override
    public void keepRow(Workspace workspace, String scanId, AssetRow row) {
        leases.require();
        history.set(
                of(workspace, scanId).append("asset_id", row.assetId()),
                new Document("$set", AssetDocuments.fields(row).append(MongoAssetHistoryStore.REPLAYED, true)));
    }

    @Override
    public List<Line> lines(Workspace workspace, String scanId, String after, int limit) {
        return hosts
                .some(
                        of(workspace, scanId).append("host", new Document("$gt", after)),
                        new Document("host", 1),
                        0,
                        limit)
                .stream()
                .map(MongoEvidenceStore::line)
                .toList();
    }

    @Override
    public List<Line> linesOf(Workspace workspace, String scanId, Collection<String> names) {
        return hosts.all(of(workspace, scanId).append("host", new Document("$in", List.copyOf(names)))).stream()
                .map(MongoEvidenceStore::line)
                .toList();
    }

    private static Line line(Document line) {
        return new Line(line.getString("host"), Values.unpacked(line, SEEN));
    }

    @Override
    public Optional<String> report(Workspace workspace, String scanId) {
        return reports.first(of(workspace, scanId)).map(report -> report.getString(REPORT));
    }

    @Override
    public long count(Workspace workspace, String scanId) {
        return hosts.count(of(workspace, scanId));
    }

    @Override
    public void remove(Workspace workspace, String scanId) {
        hosts.remove(of(workspace, scanId));
        reports.remove(of(workspace, scanId));
        history.remove(of(workspace, scanId).append(MongoAssetHistoryStore.REPLAYED, true));
    }
}
