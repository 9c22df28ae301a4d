package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.Asset;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Severity;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.ScanLease;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;

/// Assets in MongoDB. [Settling] says how an asset and its findings stay together.
///
/// Evidence is written before the asset that points to it, and removed by whoever pointed the asset elsewhere: a
/// kill in between leaves evidence that nothing points to, which goes with the workspace.
final class MongoAssetStore implements AssetStore {

    /// Each repetition is caused by a new look at the host between two reads.
    private static final int TRIES = 10;

    /// The scan that did not find an asset any more.
    static final String GONE_BY = "gone_by";

    private final Documents assets;
    private final Documents evidence;
    private final Documents findings;
    private final Documents domains;
    private final Documents seen;
    private final Documents scanEvidence;
    private final Settling settling;
    private final Leases leases;

    MongoAssetStore(MongoDatabase database, Settling settling) {
        assets = new Documents(database.getCollection(Schema.ASSETS));
        evidence = new Documents(database.getCollection(Schema.EVIDENCE));
        findings = new Documents(database.getCollection(Schema.FINDINGS));
        domains = new Documents(database.getCollection(Schema.DOMAINS));
        seen = new Documents(database.getCollection(Schema.ASSET_HISTORY));
        scanEvidence = new Documents(database.getCollection(Schema.SCAN_EVIDENCE));
        this.settling = settling;
        leases = new Leases(database);
    }

    @Override
    public List<Kept> keep(Workspace workspace, String scanId, List<Look> looks) {
        return looks.stream().map(look -> keepOne(workspace, scanId, look)).toList();
    }

    private Kept keepOne(Workspace workspace, String scanId, Look look) {
        leases.require();
        var asset = look.asset();
        var assetId = AssetDocuments.id(workspace, asset.host().value());
        // An earlier look that was not finished is finished first: its evidence is about to go.
        settling.settle(workspace, assetId);
        var evidenceId = Ids.next("evd");
        MongoEvidenceStore.put(scanEvidence, workspace, scanId, asset.evidence());
        evidence.insert(AssetDocuments.evidence(workspace, assetId, evidenceId, asset));
        var before = point(workspace, scanId, look, evidenceId);
        before.ifPresent(old -> evidence.remove(new Document(Schema.WORKSPACE, workspace.id())
                .append(AssetDocuments.EVIDENCE_ID, old.getString(AssetDocuments.EVIDENCE_ID))));
        var kept = settling.settle(workspace, assetId);
        return new Kept(
                kept.map(AssetDocuments::row)
                        .orElseGet(() -> row(look, assetId, before)), // somebody removed it at once
                before.isEmpty(),
                settling.added(workspace, assetId, evidenceId),
                settling.fixed(workspace, assetId, evidenceId));
    }

    /// Lets the asset point to its new evidence. Under a lease only if nobody has changed it since the lease was looked
    /// at: whoever took the scan over may have.
    ///
    /// @return what it was before; empty when it is new
    private Optional<Document> point(Workspace workspace, String scanId, Look look, String evidenceId) {
        var assetId = AssetDocuments.id(workspace, look.asset().host().value());
        var one = Settling.one(workspace, assetId);
        for (var i = 0; i < TRIES; i++) {
            var known = assets.first(one);
            leases.require();
            var update = update(workspace, scanId, row(look, assetId, known), look.asset(), evidenceId, known);
            if (ScanLease.held().isEmpty()) {
                return assets.put(one, update);
            }
            var isDone = known.isPresent()
                    ? assets.update(
                            new Document(one)
                                    .append(Settling.VERSION, known.get().get(Settling.VERSION)),
                            update)
                    : assets.insert(made(one, update));
            if (isDone) {
                return known;
            }
        }
        throw new IllegalStateException("the asset " + assetId + " changes all the time");
    }

    private static AssetRow row(Look look, String assetId, Optional<Document> known) {
        var at = look.at();
        return AssetRow.of(
                look.asset(),
                assetId,
                known.map(before -> Values.instant(before, "discovered_at")).orElse(at),
                at,
                none());
    }

    /// What an update makes where there is nothing.
    private static Document made(Document one, Document update) {
        var whole = new Document(one);
        update.values().forEach(fields -> whole.putAll((Document) fields));
        return whole;
    }

    private static Map<Severity, Integer> none() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            counts.put(severity, 0);
        }
        return counts;
    }

    /// What was known stays: the first time, the first scan, what people say, and until they are counted anew the open
    /// findings.
    private static Document update(
            Workspace workspace,
            String scanId,
            AssetRow row,
            Asset asset,
            String evidenceId,
            Optional<Document> known) {
        var changed = AssetDocuments.fields(row, asset)
                .append("last_scan_id", scanId)
                .append(AssetDocuments.EVIDENCE_ID, evidenceId)
                .append(AssetDocuments.LEVEL_SINCE, levelSince(row, known));
        var first = new Document("user_id", workspace.id()).append("first_scan_id", scanId);
        var others =
                List.of("discovered_at", "open_findings", "open_findings_by_severity", RemarkDocuments.TAGS, "owner");
        for (var stays : others) {
            first.append(stays, changed.remove(stays));
        }
        changed.remove("asset_id"); // part of the filter
        return Settling.mark(workspace, changed).append("$setOnInsert", first);
    }

    private static Object levelSince(AssetRow row, Optional<Document> known) {
        return known.filter(before -> Values.word(row.riskLevel()).equals(before.getString("risk_level")))
                .map(before -> before.get(AssetDocuments.LEVEL_SINCE))
                .orElseGet(() -> Values.date(row.lastScannedAt()));
    }

    @Override
    public Optional<StoredAsset> find(Workspace workspace, String assetId) {
        for (var i = 0; i < TRIES; i++) {
            var found = settling.settle(workspace, assetId);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var seen = evidence.first(new Document(Schema.WORKSPACE, workspace.id())
                    .append(AssetDocuments.EVIDENCE_ID, found.get().getString(AssetDocuments.EVIDENCE_ID)));
            if (seen.isPresent()) {
                return Optional.of(stored(workspace, found.get(), seen.get()));
            }
        }
        throw new IllegalStateException("the evidence of " + assetId + " is missing");
    }

    private StoredAsset stored(Workspace workspace, Document asset, Document seen) {
        Map<String, String> states = new HashMap<>();
        findings.all(Settling.one(workspace, asset.getString("asset_id")), "finding_id", "state")
                .forEach(finding -> states.put(finding.getString("finding_id"), finding.getString("state")));
        return new StoredAsset(
                rows(workspace, List.of(asset)).getFirst(),
                AssetDocuments.asset(seen),
                asset.getString("first_scan_id"),
                asset.getString("last_scan_id"),
                asset.getString(AssetDocuments.EVIDENCE_ID),
                states,
                RemarkDocuments.remarks(asset));
    }

    @Override
    public PageOf<ListedAsset> list(Workspace workspace, AssetFilter filter, PageRequest page) {
        settling.settle(workspace);
        return assets.pageOf(
                        AssetCriteria.of(workspace, filter, seen),
                        order(page),
                        "asset_id",
                        AssetDocuments.NULLABLE,
                        found -> rows(workspace, found))
                .map(ListedAsset::of);
    }

    /// With when their domains are scanned by themselves next.
    private List<AssetRow> rows(Workspace workspace, List<Document> found) {
        Map<String, Instant> next = new HashMap<>();
        domains.all(
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .and(
                                        "domain",
                                        "$in",
                                        found.stream()
                                                .map(asset -> asset.getString("parent_domain"))
                                                .distinct()
                                                .toList())
                                .isNot(DomainDocuments.NEXT_RUN, null)
                                .filter(),
                        "domain",
                        DomainDocuments.NEXT_RUN)
                .forEach(domain ->
                        next.put(domain.getString("domain"), Values.instant(domain, DomainDocuments.NEXT_RUN)));
        return found.stream().map(asset -> row(asset, next)).toList();
    }

    private static AssetRow row(Document asset, Map<String, Instant> next) {
        var row = AssetDocuments.row(asset);
        return row.standing(row.state(), next.get(row.parentDomain())).remarked(RemarkDocuments.remarks(asset));
    }

    /// The days that are left are in the order of the ends.
    static PageRequest order(PageRequest page) {
        return new PageRequest(
                page.page(),
                page.limit(),
                page.sort().stream()
                        .map(by -> by.field().equals("ssl_days_until_expiry")
                                ? new PageRequest.Criterion("ssl_cert_expiry", by.descending())
                                : by)
                        .toList());
    }

    @Override
    public Set<DomainName> names(Workspace workspace, DomainName domain) {
        var names = new HashSet<DomainName>();
        assets.all(
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .is("parent_domain", domain.value())
                                .isNot("asset_type", "ip_address")
                                .filter(),
                        "asset_value")
                .forEach(asset -> names.add(new DomainName(asset.getString("asset_value"))));
        return names;
    }

    @Override
    public void forEachKeptBy(Workspace workspace, String scanId, Consumer<Kept> consumer) {
        settling.settle(workspace);
        assets.each(
                new Document(Schema.WORKSPACE, workspace.id()).append("last_scan_id", scanId),
                new Document("asset_id", 1),
                asset -> consumer.accept(new Kept(
                        AssetDocuments.row(asset), scanId.equals(asset.getString("first_scan_id")), Set.of(), 0)));
    }

    @Override
    public void markStale(Workspace workspace, DomainName domain, String scanId, Set<String> unknown) {
        leases.require();
        assets.updateAll(
                new Criteria(Schema.WORKSPACE, workspace.id())
                        .is("parent_domain", domain.value())
                        .isNot("last_scan_id", scanId)
                        .isNot("state", "stale")
                        .and("asset_value", "$nin", List.copyOf(unknown))
                        .filter(),
                Settling.mark(workspace, new Document("state", "stale").append(GONE_BY, scanId)));
        settling.settle(workspace);
    }
}
