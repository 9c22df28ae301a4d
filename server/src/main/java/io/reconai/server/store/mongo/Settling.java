package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.Severity;
import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.identity.Workspace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/// Brings an asset's findings, history and counts in line with the asset.
///
/// An asset and its findings are many documents. What is decided is one update of one of them, and the same update
/// leaves a mark: on the asset with a new look at the host or another state, on a finding with another state. What
/// follows is done after, from the documents alone, and the marks are taken away last, on condition that nobody
/// marked the asset again meanwhile. So a kill anywhere leaves a mark, and whoever reads assets or findings of the
/// workspace next, or starts the server next, finishes the work; doing it twice, or by two at once, changes nothing
/// more.
final class Settling {

    /// Holds the workspace's id while the asset is unsettled; absent otherwise, so that the index is short.
    static final String UNSETTLED = "unsettled";

    /// The same on a finding whose state changed and is not counted in its asset yet.
    static final String UNCOUNTED = "uncounted";

    /// Counts the marks.
    static final String VERSION = "settle_version";

    /// The evidence whose findings are recorded.
    private static final String RECORDED = "recorded_look";

    private static final int TRIES = 100;

    private final Documents assets;
    private final Documents evidence;
    private final Documents findings;
    private final Documents history;
    private final FindingRecords records;

    Settling(MongoDatabase database) {
        assets = new Documents(database.getCollection(Schema.ASSETS));
        evidence = new Documents(database.getCollection(Schema.EVIDENCE));
        findings = new Documents(database.getCollection(Schema.FINDINGS));
        history = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        records = new FindingRecords(findings);
    }

    /// What an update adds in order to mark an asset.
    static Document mark(Workspace workspace, Document set) {
        return new Document("$set", new Document(set).append(UNSETTLED, workspace.id()))
                .append("$inc", new Document(VERSION, 1L));
    }

    /// After a finding was changed together with [#UNCOUNTED].
    void changed(Workspace workspace, String assetId) {
        assets.update(one(workspace, assetId), mark(workspace, new Document()));
        settle(workspace, assetId);
    }

    void settleAll() {
        findings.all(new Document(UNCOUNTED, new Document("$exists", true)), Schema.WORKSPACE, "asset_id")
                .forEach(finding -> changed(
                        Workspace.ofRecord(finding.getString(Schema.WORKSPACE)), finding.getString("asset_id")));
        assets.all(new Document(UNSETTLED, new Document("$exists", true)), Schema.WORKSPACE, "asset_id")
                .forEach(asset ->
                        settle(Workspace.ofRecord(asset.getString(Schema.WORKSPACE)), asset.getString("asset_id")));
    }

    /// What somebody is in the middle of, or died in the middle of.
    void settle(Workspace workspace) {
        findings.all(new Document(UNCOUNTED, workspace.id()).append(Schema.WORKSPACE, workspace.id()), "asset_id")
                .forEach(finding -> changed(workspace, finding.getString("asset_id")));
        assets.all(new Document(UNSETTLED, workspace.id()).append(Schema.WORKSPACE, workspace.id()), "asset_id")
                .forEach(asset -> settle(workspace, asset.getString("asset_id")));
    }

    /// @return the asset as it is afterwards; empty when it is gone
    Optional<Document> settle(Workspace workspace, String assetId) {
        for (var i = 0; i < TRIES; i++) {
            var found = assets.first(one(workspace, assetId));
            if (found.isEmpty() && i > 0) {
                // It was removed while its findings were written.
                findings.remove(one(workspace, assetId));
                history.remove(one(workspace, assetId));
            }
            if (found.isEmpty() || !found.get().containsKey(UNSETTLED)) {
                return found;
            }
            settle(workspace, found.get());
        }
        throw new IllegalStateException("the asset " + assetId + " changes all the time");
    }

    private void settle(Workspace workspace, Document asset) {
        var assetId = asset.getString("asset_id");
        var evidenceId = asset.getString(AssetDocuments.EVIDENCE_ID);
        var isNewLook = !evidenceId.equals(Values.textOrNull(asset, RECORDED));
        if (isNewLook) {
            var seen = evidence.first(
                    new Document(Schema.WORKSPACE, workspace.id()).append(AssetDocuments.EVIDENCE_ID, evidenceId));
            if (seen.isEmpty()) {
                return; // a newer look has taken its place since the asset was read
            }
            var look = new FindingDocuments.Look(
                    assetId, asset.getString("last_scan_id"), evidenceId, Values.instant(asset, "last_scanned_at"));
            records.record(workspace, look, AssetDocuments.asset(seen.get()));
        }
        var derived = derived(workspace, asset);
        if (isNewLook) {
            var row = new Document(asset);
            row.putAll(derived);
            keepHistory(workspace, row);
        }
        assets.update(
                one(workspace, assetId).append(VERSION, asset.get(VERSION)),
                new Document("$set", derived.append(RECORDED, evidenceId))
                        .append("$unset", new Document(UNSETTLED, "")));
    }

    /// The asset as this scan saw it.
    private void keepHistory(Workspace workspace, Document asset) {
        history.set(
                new Document(Schema.WORKSPACE, workspace.id())
                        .append("asset_id", asset.getString("asset_id"))
                        .append("scan_id", asset.getString("last_scan_id")),
                new Document(
                        "$set",
                        AssetDocuments.fields(AssetDocuments.row(asset).remarked(AssetRemarks.NONE))
                                .append("at", asset.get("last_scanned_at"))));
    }

    /// What follows from the findings as they are.
    private Document derived(Workspace workspace, Document asset) {
        var ofAsset = new Document(Schema.WORKSPACE, workspace.id()).append("asset_id", asset.getString("asset_id"));
        var state = asset.getString("state");
        findings.updateAll(
                new Document(ofAsset).append("asset_state", new Document("$ne", state)),
                new Document("$set", new Document("asset_state", state)));
        // Before they are counted: what changes from here on leaves its mark again.
        findings.updateAll(
                new Document(ofAsset).append(UNCOUNTED, workspace.id()),
                new Document("$unset", new Document(UNCOUNTED, "")));
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            counts.put(severity, 0);
        }
        var checks = new HashSet<String>();
        var outdated = new ArrayList<String>();
        for (var finding : findings.all(
                ofAsset.append("state", new Document("$in", FindingDocuments.OPEN)),
                "severity",
                "type",
                "subject",
                "proofs")) {
            counts.merge(Severity.values()[finding.getInteger("severity")], 1, Integer::sum);
            checks.add(finding.getString("type"));
            if (finding.getString("type").startsWith("tech.")) {
                outdated.add(
                        (finding.getString("subject") + "\n" + finding.getString("proofs")).toLowerCase(Locale.ROOT));
            }
        }
        var bySeverity = new Document();
        counts.forEach((severity, count) -> bySeverity.append(Values.word(severity), count));
        return new Document(
                        "open_findings",
                        counts.values().stream().mapToInt(Integer::intValue).sum())
                .append("open_findings_by_severity", bySeverity)
                .append(AssetDocuments.OPEN_CHECKS, List.copyOf(checks))
                .append(AssetDocuments.FACTS, facts(asset, outdated));
    }

    /// A technology is outdated where an open finding of outdated software names it.
    private static List<Document> facts(Document asset, List<String> outdated) {
        return Values.documents(asset, AssetDocuments.FACTS).stream()
                .map(fact -> new Document(fact).append("outdated", isOutdated(fact, outdated)))
                .toList();
    }

    private static boolean isOutdated(Document fact, List<String> outdated) {
        var name = fact.getString("value").toLowerCase(Locale.ROOT);
        return fact.getString("kind").equals("technology") && outdated.stream().anyMatch(text -> text.contains(name));
    }

    /// Ids of findings that a look was the first to see.
    Set<String> added(Workspace workspace, String assetId, String evidenceId) {
        var ids = new HashSet<String>();
        findings.all(
                        new Document(Schema.WORKSPACE, workspace.id())
                                .append("asset_id", assetId)
                                .append("first_look", evidenceId),
                        "finding_id")
                .forEach(finding -> ids.add(finding.getString("finding_id")));
        return ids;
    }

    /// How many findings a look ended.
    int fixed(Workspace workspace, String assetId, String evidenceId) {
        return (int) findings.count(new Document(Schema.WORKSPACE, workspace.id())
                .append("asset_id", assetId)
                .append("fixed_look", evidenceId));
    }

    static Document one(Workspace workspace, String assetId) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("asset_id", assetId);
    }
}
