package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.store.ScanNewsStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/// What scans brought. A scan's last word and the mark that its news are to be told are one update; the news are what
/// the scan itself left in findings and histories.
final class MongoScanNewsStore implements ScanNewsStore {

    private final Documents scans;
    private final Documents findings;
    private final Documents history;
    private final Documents assets;
    private final Settling settling;

    MongoScanNewsStore(MongoDatabase database, Settling settling) {
        scans = new Documents(database.getCollection(Schema.SCANS));
        findings = new Documents(database.getCollection(Schema.FINDINGS));
        history = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        assets = new Documents(database.getCollection(Schema.ASSETS));
        this.settling = settling;
    }

    @Override
    public Optional<Ended> claim(Instant now, Instant again) {
        return scans.claim(
                        new Document(ScanDocuments.NEWS_DUE, new Document("$lte", Values.date(now))),
                        new Document(ScanDocuments.NEWS_DUE, 1).append("scan_id", 1),
                        new Document("$set", new Document(ScanDocuments.NEWS_DUE, Values.date(again))))
                .map(found ->
                        new Ended(Workspace.ofRecord(found.getString(Schema.WORKSPACE)), ScanDocuments.record(found)));
    }

    @Override
    public void told(ScanRecord scan) {
        scans.update(
                new Document(Schema.WORKSPACE, scan.workspaceId())
                        .append("scan_id", scan.view().scanId()),
                new Document("$unset", new Document(ScanDocuments.NEWS_DUE, "")));
    }

    @Override
    public List<FindingNews> findings(Workspace workspace, String scanId, int most) {
        settling.settle(workspace);
        var news = new ArrayList<FindingNews>();
        var marks = List.of("added", FindingState.OPEN.word(), FindingState.FIXED.word()).stream()
                .map(what -> FindingDocuments.mark(what, scanId))
                .toList();
        findings.each(
                new Document(Schema.WORKSPACE, workspace.id())
                        .append(FindingDocuments.MARKS, new Document("$in", marks)),
                new Document("severity", -1).append("finding_id", 1),
                finding -> {
                    for (var step : Values.documents(finding, FindingDocuments.STEPS)) {
                        if (scanId.equals(step.getString("scan_id")) && news.size() < most) {
                            change(step)
                                    .ifPresent(
                                            change -> news.add(new FindingNews(FindingDocuments.row(finding), change)));
                        }
                    }
                });
        return news;
    }

    private static Optional<Change> change(Document step) {
        var fixed = FindingState.FIXED.word();
        if (Values.textOrNull(step, "from_state") == null) {
            return Optional.of(Change.NEW);
        }
        if (fixed.equals(step.getString("to_state"))) {
            return Optional.of(Change.FIXED);
        }
        return fixed.equals(step.getString("from_state")) ? Optional.of(Change.REOPENED) : Optional.empty();
    }

    @Override
    public void forEachAsset(Workspace workspace, String scanId, Consumer<AssetNews> consumer) {
        settling.settle(workspace);
        history.each(
                new Criteria(Schema.WORKSPACE, workspace.id())
                        .is("scan_id", scanId)
                        .isNot(MongoAssetHistoryStore.REPLAYED, true)
                        .filter(),
                new Document("asset_id", 1),
                seen -> assets.first(Settling.one(workspace, seen.getString("asset_id")))
                        .ifPresent(asset -> consumer.accept(new AssetNews(
                                AssetDocuments.row(seen).remarked(RemarkDocuments.remarks(asset)),
                                earlier(workspace, seen).orElse(null)))));
    }

    private Optional<Earlier> earlier(Workspace workspace, Document seen) {
        return history.first(
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .is("asset_id", seen.getString("asset_id"))
                                .isNot(MongoAssetHistoryStore.REPLAYED, true)
                                .and("at", "$lt", seen.getDate("at"))
                                .filter(),
                        new Document("at", -1))
                .map(before -> {
                    var row = AssetDocuments.row(before);
                    return new Earlier(before.getString("scan_id"), row.riskLevel(), row.openPorts());
                });
    }

    @Override
    public List<AssetRow> gone(Workspace workspace, String scanId, int most) {
        return assets
                .some(
                        new Document(Schema.WORKSPACE, workspace.id())
                                .append(MongoAssetStore.GONE_BY, scanId)
                                .append("state", "stale"),
                        new Document("risk_score", -1).append("asset_id", 1),
                        0,
                        most)
                .stream()
                .map(AssetDocuments::row)
                .toList();
    }
}
