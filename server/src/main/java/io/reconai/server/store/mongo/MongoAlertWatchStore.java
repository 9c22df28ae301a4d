package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertWatchStore;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/// What alerts watch, in MongoDB.
final class MongoAlertWatchStore implements AlertWatchStore {

    private final Documents assets;
    private final Documents domains;
    private final Documents workspaces;

    MongoAlertWatchStore(MongoDatabase database) {
        assets = new Documents(database.getCollection(Schema.ASSETS));
        domains = new Documents(database.getCollection(Schema.DOMAINS));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
    }

    @Override
    public List<AssetRow> endingCertificates(
            Workspace workspace, Instant from, Instant until, String afterId, int most) {
        return assets
                .some(
                        new Document(Schema.WORKSPACE, workspace.id())
                                .append("state", "active")
                                .append("asset_id", new Document("$gt", afterId))
                                .append(
                                        "ssl_cert_expiry",
                                        new Document("$gt", Values.date(from)).append("$lte", Values.date(until))),
                        new Document("asset_id", 1),
                        0,
                        most)
                .stream()
                .map(asset -> AssetDocuments.row(asset).remarked(RemarkDocuments.remarks(asset)))
                .toList();
    }

    @Override
    public List<LostProof> lostProofs(int most) {
        return domains
                .some(
                        new Document(DomainDocuments.LOST, new Document("$gt", Date.from(Instant.EPOCH))),
                        new Document("domain_id", 1),
                        0,
                        most)
                .stream()
                .map(domain -> new LostProof(
                        Workspace.ofRecord(domain.getString(Schema.WORKSPACE)),
                        domain.getString("domain_id"),
                        new DomainName(domain.getString("domain")),
                        Values.instant(domain, DomainDocuments.LOST)))
                .toList();
    }

    @Override
    public void told(LostProof lost) {
        domains.update(
                DomainDocuments.one(lost.workspace(), lost.domainId())
                        .append(DomainDocuments.LOST, Values.date(lost.at())),
                new Document("$unset", new Document(DomainDocuments.LOST, "")));
    }

    @Override
    public List<Workspace> workspaces(String afterId, int most) {
        return workspaces
                .some(
                        new Document(WorkspaceDocuments.REMOVED, false)
                                .append(Schema.WORKSPACE, new Document("$gt", afterId)),
                        new Document(Schema.WORKSPACE, 1),
                        0,
                        most)
                .stream()
                .map(workspace -> Workspace.ofRecord(workspace.getString(Schema.WORKSPACE)))
                .toList();
    }
}
