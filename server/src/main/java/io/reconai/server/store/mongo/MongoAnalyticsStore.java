package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.analytics.FindingDay;
import io.reconai.server.analytics.RiskFactor;
import io.reconai.server.analytics.Selection;
import io.reconai.server.analytics.Snapshot;
import io.reconai.server.store.AnalyticsStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;

/// Analytics in MongoDB: sums over assets, which carry facts and open checks, and over findings, which know whether
/// their asset is active.
final class MongoAnalyticsStore implements AnalyticsStore {

    private static final String FACT = "$" + AssetDocuments.FACTS;

    private final Documents assets;
    private final Documents findings;
    private final Documents scans;
    private final Documents snapshots;
    private final Settling settling;
    private final Leases leases;

    MongoAnalyticsStore(MongoDatabase database, Settling settling) {
        assets = new Documents(database.getCollection(Schema.ASSETS));
        findings = new Documents(database.getCollection(Schema.FINDINGS));
        scans = new Documents(database.getCollection(Schema.SCANS));
        snapshots = new Documents(database.getCollection(Schema.SNAPSHOTS));
        this.settling = settling;
        leases = new Leases(database);
    }

    private static Criteria selected(Selection selection, String domainField) {
        var criteria = new Criteria(Schema.WORKSPACE, selection.workspace().id());
        selection.domain().ifPresent(domain -> criteria.is(domainField, domain));
        return criteria;
    }

    private static Criteria active(Selection selection) {
        return selected(selection, "parent_domain").is("state", "active");
    }

    private static Criteria noted(Selection selection) {
        return new Criteria(Schema.WORKSPACE, selection.workspace().id())
                .is("domain", selection.domain().orElse(""));
    }

    private static Document sum(Object what) {
        return new Document("$sum", what);
    }

    private static Document match(Criteria criteria) {
        return new Document("$match", criteria.filter());
    }

    @Override
    public void snapshot(Selection selection, LocalDate day) {
        leases.require();
        note(new Selection(selection.workspace(), Optional.empty()), day);
        if (selection.domain().isPresent()) {
            note(selection, day);
        }
    }

    private void note(Selection selection, LocalDate day) {
        var now = present(selection, day);
        var bySeverity = new Document();
        now.openFindings().forEach((severity, count) -> bySeverity.append(Values.word(severity), count));
        snapshots.set(
                noted(selection).is("day", day.toString()).filter(),
                new Document(
                        "$set",
                        new Document("assets", now.assets())
                                .append("risk_sum", now.riskSum())
                                .append("open_findings", bySeverity)));
    }

    @Override
    public Snapshot present(Selection selection, LocalDate today) {
        settling.settle(selection.workspace());
        var group = new Document("_id", null).append("assets", sum(1)).append("risk_sum", sum("$risk_score"));
        for (var severity : Severity.values()) {
            group.append(
                    "findings_" + Values.word(severity), sum("$open_findings_by_severity." + Values.word(severity)));
        }
        var sums = assets.aggregate(List.of(match(active(selection)), new Document("$group", group))).stream()
                .findFirst()
                .orElseGet(Document::new);
        Map<Severity, Long> open = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            open.put(severity, Values.number(sums, "findings_" + Values.word(severity)));
        }
        return new Snapshot(today, Values.number(sums, "assets"), Values.number(sums, "risk_sum"), open);
    }

    private static Snapshot snapshot(Document note) {
        Map<Severity, Long> open = new EnumMap<>(Severity.class);
        var bySeverity = note.get("open_findings", Document.class);
        for (var severity : Severity.values()) {
            open.put(severity, Values.number(bySeverity, Values.word(severity)));
        }
        return new Snapshot(
                LocalDate.parse(note.getString("day")),
                Values.number(note, "assets"),
                Values.number(note, "risk_sum"),
                open);
    }

    @Override
    public List<Snapshot> snapshots(Selection selection, LocalDate from) {
        return snapshots
                .some(noted(selection).and("day", "$gte", from.toString()).filter(), new Document("day", 1), 0, 0)
                .stream()
                .map(MongoAnalyticsStore::snapshot)
                .toList();
    }

    @Override
    public Optional<Snapshot> snapshotBefore(Selection selection, LocalDate day) {
        return snapshots
                .first(noted(selection).and("day", "$lte", day.toString()).filter(), new Document("day", -1))
                .map(MongoAnalyticsStore::snapshot);
    }

    @Override
    public Optional<LocalDate> firstDay(Selection selection) {
        return snapshots
                .first(noted(selection).filter(), new Document("day", 1))
                .map(note -> LocalDate.parse(note.getString("day")));
    }

    /// What was fixed and seen again was opened again.
    @Override
    public List<FindingDay> findingDays(Selection selection, LocalDate from) {
        Map<LocalDate, long[]> days = new TreeMap<>();
        var step = "$" + FindingDocuments.STEPS;
        findings.aggregate(List.of(
                        match(selected(selection, "parent_domain")),
                        new Document("$project", Documents.only(FindingDocuments.STEPS)),
                        new Document("$unwind", step),
                        new Document(
                                "$match",
                                new Document(FindingDocuments.STEPS + ".day", new Document("$gte", from.toString()))
                                        .append(
                                                FindingDocuments.STEPS + ".to_state",
                                                new Document("$in", List.of("open", "fixed")))),
                        new Document(
                                "$group",
                                new Document(
                                                "_id",
                                                new Document("day", step + ".day")
                                                        .append("from", step + ".from_state")
                                                        .append("to", step + ".to_state"))
                                        .append("number", sum(1)))))
                .forEach(row -> count(days, row.get("_id", Document.class), Values.number(row, "number")));
        return days.entrySet().stream()
                .map(day -> new FindingDay(day.getKey(), day.getValue()[0], day.getValue()[1]))
                .toList();
    }

    /// The first sight, or the end of being fixed, opens; what was accepted until now was open all the time.
    private static void count(Map<LocalDate, long[]> days, Document what, long number) {
        var from = Values.textOrNull(what, "from");
        var isOpened = what.getString("to").equals("open") && (from == null || from.equals("fixed"));
        if (isOpened || what.getString("to").equals("fixed")) {
            days.computeIfAbsent(LocalDate.parse(what.getString("day")), _ -> new long[2])[isOpened ? 0 : 1] += number;
        }
    }

    @Override
    public List<Share> shares(Selection selection) {
        return assets
                .aggregate(List.of(
                        match(active(selection)),
                        new Document(
                                "$group",
                                new Document("_id", new Document("type", "$asset_type").append("level", "$risk_level"))
                                        .append("number", sum(1)))))
                .stream()
                .map(row -> new Share(
                        Values.constant(
                                AssetType.class, row.get("_id", Document.class).getString("type")),
                        Values.constant(
                                RiskLevel.class, row.get("_id", Document.class).getString("level")),
                        Values.number(row, "number")))
                .toList();
    }

    @Override
    public List<Risky> riskiest(Selection selection, int limit) {
        return assets
                .some(active(selection).filter(), new Document("risk_score", -1).append("asset_id", 1), 0, limit)
                .stream()
                .map(AssetDocuments::row)
                .map(row -> new Risky(
                        row.assetId(),
                        row.assetValue(),
                        row.assetType(),
                        row.riskScore(),
                        row.riskLevel(),
                        row.riskFactors().isEmpty() ? null : row.riskFactors().getFirst(),
                        row.openPorts(),
                        row.httpStatus(),
                        row.lastScannedAt()))
                .toList();
    }

    @Override
    public long assetsSince(Selection selection, Instant at) {
        return assets.count(
                active(selection).and("discovered_at", "$gte", Values.date(at)).filter());
    }

    @Override
    public long assetsAtLeast(Selection selection, int score) {
        return assets.count(active(selection).and("risk_score", "$gte", score).filter());
    }

    @Override
    public long criticalSince(Selection selection, Instant at) {
        return assets.count(active(selection)
                .is("risk_level", "critical")
                .and(AssetDocuments.LEVEL_SINCE, "$gte", Values.date(at))
                .filter());
    }

    @Override
    public long scansSince(Selection selection, Instant from, Instant before) {
        return scans.count(selected(selection, "domain")
                .and("created_at", "$gte", Values.date(from))
                .and("created_at", "$lt", Values.date(before))
                .filter());
    }

    @Override
    public Optional<LastScan> lastScan(Selection selection) {
        return scans.first(
                        selected(selection, "domain")
                                .is("scan_status", "completed")
                                .filter(),
                        new Document("completed_at", -1).append("scan_id", 1))
                .map(scan -> new LastScan(
                        scan.getString("scan_id"), scan.getString("domain"), Values.instant(scan, "completed_at")));
    }

    @Override
    public List<Latest> latestFindings(Selection selection, int limit) {
        return findings
                .some(
                        selected(selection, "parent_domain")
                                .is("asset_state", "active")
                                .isOneOf("state", FindingDocuments.OPEN)
                                .filter(),
                        new Document("first_seen_at", -1).append("severity", -1).append("finding_id", 1),
                        0,
                        limit)
                .stream()
                .map(finding -> new Latest(
                        finding.getString("finding_id"),
                        finding.getString("title"),
                        Severity.values()[finding.getInteger("severity")],
                        finding.getString("asset_value"),
                        Values.instant(finding, "first_seen_at")))
                .toList();
    }

    @Override
    public Map<RiskFactor, Long> factors(Selection selection) {
        settling.settle(selection.workspace());
        Map<RiskFactor, Long> counts = new EnumMap<>(RiskFactor.class);
        for (var factor : RiskFactor.values()) {
            var count = assets.count(active(selection).any(reasons(factor)).filter());
            if (count > 0) {
                counts.put(factor, count);
            }
        }
        return counts;
    }

    /// One of the ports open, or an open finding of one of the checks.
    private static List<Document> reasons(RiskFactor factor) {
        var reasons = new ArrayList<Document>();
        if (!factor.ports().isEmpty()) {
            reasons.add(new Document("open_ports", new Document("$in", factor.ports())));
        }
        if (!factor.checks().isEmpty()) {
            reasons.add(new Document(
                    AssetDocuments.OPEN_CHECKS,
                    new Document(
                            "$in",
                            factor.checks().stream()
                                    .map(check -> pattern(check, factor.exceptions()))
                                    .toList())));
        }
        return reasons;
    }

    /// The check, or what begins like it where it ends in `*`, but none of the exceptions.
    private static Pattern pattern(String check, List<String> exceptions) {
        var not = new StringBuilder("^");
        exceptions.forEach(exception ->
                not.append("(?!").append(Criteria.literal(exception)).append("$)"));
        return Pattern.compile(
                check.endsWith("*")
                        ? not + Criteria.literal(check.substring(0, check.length() - 1))
                        : not + Criteria.literal(check) + "$");
    }

    @Override
    public List<Product> products(Selection selection, int limit) {
        settling.settle(selection.workspace());
        return grouped(
                        selection,
                        "technology",
                        new Document("_id", new Document("value", FACT + ".value").append("detail", FACT + ".detail"))
                                .append("number", sum(1))
                                .append("outdated", sum(new Document("$cond", List.of(FACT + ".outdated", 1, 0)))),
                        new Document("number", -1).append("_id.value", 1).append("_id.detail", 1),
                        limit)
                .stream()
                .map(row -> {
                    var product = row.get("_id", Document.class);
                    var version = product.getString("detail");
                    return new Product(
                            product.getString("value"),
                            version.isEmpty() ? null : version,
                            Values.number(row, "number"),
                            Values.number(row, "outdated") > 0);
                })
                .toList();
    }

    private List<Document> grouped(Selection selection, String kind, Document group, Document sort, int limit) {
        var stages = new ArrayList<>(facts(selection, kind));
        stages.add(new Document("$group", group));
        stages.add(new Document("$sort", sort));
        stages.add(new Document("$limit", limit));
        return assets.aggregate(stages);
    }

    private static List<Document> facts(Selection selection, String kind) {
        return List.of(
                match(active(selection)),
                new Document("$project", Documents.only("asset_id", AssetDocuments.FACTS)),
                new Document("$unwind", FACT),
                new Document("$match", new Document(AssetDocuments.FACTS + ".kind", kind)));
    }

    /// A port is called by the service that most of its assets run there, where any was recognised.
    @Override
    public List<OpenPort> ports(Selection selection, int limit) {
        var stages = new ArrayList<>(facts(selection, "port"));
        stages.add(new Document(
                "$group",
                new Document("_id", new Document("value", FACT + ".value").append("detail", FACT + ".detail"))
                        .append("number", sum(1))));
        Map<Integer, Map<String, Long>> services = new HashMap<>();
        assets.aggregate(stages).forEach(row -> {
            var port = row.get("_id", Document.class);
            services.computeIfAbsent(Integer.valueOf(port.getString("value")), _ -> new TreeMap<>())
                    .merge(port.getString("detail"), Values.number(row, "number"), Long::sum);
        });
        return services.entrySet().stream()
                .map(port -> new OpenPort(
                        port.getKey(),
                        usual(port.getValue()),
                        port.getValue().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()))
                .sorted(Comparator.comparingLong(OpenPort::count).reversed().thenComparingInt(OpenPort::port))
                .limit(limit)
                .toList();
    }

    private static String usual(Map<String, Long> services) {
        return services.entrySet().stream()
                .filter(service -> !service.getKey().isEmpty())
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    @Override
    public List<Certificate> certificates(Selection selection, Instant before, int limit) {
        return assets
                .some(
                        active(selection)
                                .and("ssl_cert_expiry", "$lt", Values.date(before))
                                .filter(),
                        new Document("ssl_cert_expiry", 1).append("asset_id", 1),
                        0,
                        limit)
                .stream()
                .map(AssetDocuments::row)
                .flatMap(row -> row.sslCertExpiry() == null
                        ? Stream.of()
                        : Stream.of(new Certificate(
                                row.assetId(), row.assetValue(), row.sslCertExpiry(), row.sslCertValid())))
                .toList();
    }

    @Override
    public long certificatesBetween(Selection selection, Instant from, Instant before) {
        return assets.count(active(selection)
                .and("ssl_cert_expiry", "$gte", Values.date(from))
                .and("ssl_cert_expiry", "$lt", Values.date(before))
                .filter());
    }

    @Override
    public List<Counted> networks(Selection selection, Network kind, int limit) {
        var stages = new ArrayList<>(facts(selection, Values.word(kind)));
        // Each asset once, whatever names its addresses give the network.
        stages.add(new Document(
                "$group",
                new Document("_id", new Document("value", FACT + ".value").append("asset", "$asset_id"))
                        .append("detail", new Document("$max", FACT + ".detail"))));
        stages.add(new Document(
                "$group",
                new Document("_id", "$_id.value")
                        .append("detail", new Document("$max", "$detail"))
                        .append("number", sum(1))));
        stages.add(new Document("$sort", new Document("number", -1).append("_id", 1)));
        stages.add(new Document("$limit", limit));
        return assets.aggregate(stages).stream()
                .map(row -> new Counted(row.getString("_id"), row.getString("detail"), Values.number(row, "number")))
                .toList();
    }
}
