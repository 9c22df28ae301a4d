package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.analytics.FindingDay;
import io.reconai.server.analytics.RiskFactor;
import io.reconai.server.analytics.Selection;
import io.reconai.server.analytics.Snapshot;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.store.AnalyticsStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Analytics in SQLite: sums over assets and findings, and over `asset_facts`, which is kept beside the
/// documents.
public final class SqliteAnalyticsStore implements AnalyticsStore {

    /// Of the selection: its two parameters are [#parameters].
    private static final String ACTIVE =
            " a.workspace_id = ? AND (? = '' OR a.parent_domain = ?) AND a.state = 'active' ";

    private static final String FACTS =
            " FROM asset_facts f JOIN assets a ON a.asset_id = f.asset_id WHERE" + ACTIVE + "AND f.kind = ? ";

    private static final String OPEN_FINDINGS =
            " FROM findings f JOIN assets a ON a.asset_id = f.asset_id AND a.workspace_id = f.workspace_id WHERE"
                    + ACTIVE + "AND f.state IN ('open', 'acknowledged') ";

    /// Of sums over active assets, kept by the store itself (020-standings): the parameters are the same.
    private static final String STANDINGS = " FROM standings WHERE workspace_id = ? AND (? = '' OR parent_domain = ?) ";

    private static final String SUMS = "coalesce(sum(assets), 0), coalesce(sum(risk_sum), 0), "
            + Arrays.stream(Severity.values())
                    .map(severity -> "coalesce(sum(findings_" + word(severity) + "), 0)")
                    .collect(Collectors.joining(", "));

    private static final String NOTED = "assets, risk_sum, "
            + Arrays.stream(Severity.values())
                    .map(severity -> "findings_" + word(severity))
                    .collect(Collectors.joining(", "));

    private final Database database;

    public SqliteAnalyticsStore(Database database) {
        this.database = database;
    }

    /// The parameters of [#ACTIVE] and then others.
    private static Object[] parameters(Selection selection, Object... others) {
        var domain = domain(selection);
        var all = new ArrayList<Object>(List.of(selection.workspace().id(), domain, domain));
        all.addAll(List.of(others));
        return all.toArray();
    }

    /// What [Database#remembered] knows it by.
    private static List<Object> question(String name, Selection selection, Object... others) {
        return List.of(name, selection.workspace().id(), domain(selection), List.of(others));
    }

    private static String domain(Selection selection) {
        return selection.domain().orElse("");
    }

    @Override
    public void snapshot(Selection selection, LocalDate day) {
        database.write(selection.workspace().id(), connection -> {
            var count = 0;
            for (var domain : selection.domain().isPresent() ? List.of("", domain(selection)) : List.of("")) {
                count += Sql.update(
                        connection,
                        "INSERT OR REPLACE INTO daily_snapshots (workspace_id, domain, day, " + NOTED
                                + ") SELECT ?, ?, ?, " + SUMS + STANDINGS,
                        selection.workspace().id(),
                        domain,
                        day.toString(),
                        selection.workspace().id(),
                        domain,
                        domain);
            }
            return count;
        });
    }

    @Override
    public Snapshot present(Selection selection, LocalDate today) {
        return database.remembered(
                selection.workspace().id(), question("present", selection, today), connection -> Sql.first(
                                connection,
                                "SELECT ?, " + SUMS + STANDINGS,
                                SqliteAnalyticsStore::snapshot,
                                today.toString(),
                                selection.workspace().id(),
                                domain(selection),
                                domain(selection))
                        .orElseThrow());
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        Map<Severity, Long> findings = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            findings.put(severity, row.getLong(4 + severity.ordinal()));
        }
        return new Snapshot(LocalDate.parse(row.getString(1)), row.getLong(2), row.getLong(3), findings);
    }

    @Override
    public List<Snapshot> snapshots(Selection selection, LocalDate from) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT day, " + NOTED
                        + " FROM daily_snapshots WHERE workspace_id = ? AND domain = ? AND day >= ? ORDER BY day",
                SqliteAnalyticsStore::snapshot,
                selection.workspace().id(),
                domain(selection),
                from.toString()));
    }

    @Override
    public Optional<Snapshot> snapshotBefore(Selection selection, LocalDate day) {
        return database.remembered(
                selection.workspace().id(),
                question("snapshotBefore", selection, day),
                connection -> Sql.first(
                        connection,
                        "SELECT day, " + NOTED
                                + " FROM daily_snapshots WHERE workspace_id = ? AND domain = ? AND day <= ?"
                                + " ORDER BY day DESC LIMIT 1",
                        SqliteAnalyticsStore::snapshot,
                        selection.workspace().id(),
                        domain(selection),
                        day.toString()));
    }

    @Override
    public Optional<LocalDate> firstDay(Selection selection) {
        return database.remembered(
                selection.workspace().id(),
                question("firstDay", selection),
                connection -> Sql.first(
                        connection,
                        "SELECT day FROM daily_snapshots WHERE workspace_id = ? AND domain = ? ORDER BY day LIMIT 1",
                        row -> LocalDate.parse(row.getString(1)),
                        selection.workspace().id(),
                        domain(selection)));
    }

    /// What was fixed and seen again was opened again.
    @Override
    public List<FindingDay> findingDays(Selection selection, LocalDate from) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT day, sum(opened), sum(fixed) FROM ("
                        + "SELECT substr(first_seen_at, 1, 10) AS day, 1 AS opened, 0 AS fixed FROM findings"
                        + " WHERE workspace_id = ?1 AND (?2 = '' OR parent_domain = ?2)"
                        + " UNION ALL SELECT substr(c.at, 1, 10), c.to_state = 'open', c.to_state = 'fixed'"
                        + " FROM finding_changes c JOIN findings f USING (workspace_id, finding_id)"
                        + " WHERE c.workspace_id = ?1 AND (?2 = '' OR f.parent_domain = ?2)"
                        + " AND (c.to_state = 'fixed' OR c.to_state = 'open' AND c.from_state = 'fixed'))"
                        + " WHERE day >= ?3 GROUP BY day ORDER BY day",
                row -> new FindingDay(LocalDate.parse(row.getString(1)), row.getLong(2), row.getLong(3)),
                selection.workspace().id(),
                domain(selection),
                from.toString()));
    }

    @Override
    public List<Share> shares(Selection selection) {
        return database.remembered(
                selection.workspace().id(),
                question("shares", selection),
                connection -> Sql.list(
                        connection,
                        "SELECT asset_type, risk_level, sum(assets)" + STANDINGS + "GROUP BY asset_type, risk_level",
                        row -> new Share(
                                constant(AssetType.class, row.getString(1)),
                                constant(RiskLevel.class, row.getString(2)),
                                row.getLong(3)),
                        parameters(selection)));
    }

    @Override
    public List<Risky> riskiest(Selection selection, int limit) {
        return database
                .read(connection -> Sql.list(
                        connection,
                        "SELECT row_document FROM assets a WHERE" + ACTIVE
                                + "ORDER BY risk_score DESC, asset_id LIMIT ?",
                        row -> asset(row.getString(1)),
                        parameters(selection, limit)))
                .stream()
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
        return count("FROM assets a WHERE" + ACTIVE + "AND discovered_at >= ?", selection, ServerJson.text(at));
    }

    @Override
    public long assetsAtLeast(Selection selection, int score) {
        return count("FROM assets a WHERE" + ACTIVE + "AND risk_score >= ?", selection, score);
    }

    @Override
    public long criticalSince(Selection selection, Instant at) {
        return count(
                "FROM assets a JOIN asset_levels l ON l.asset_id = a.asset_id WHERE" + ACTIVE
                        + "AND a.risk_level = 'critical' AND l.since >= ?",
                selection,
                ServerJson.text(at));
    }

    private long count(String from, Selection selection, Object... others) {
        return database.remembered(
                        selection.workspace().id(),
                        question(from, selection, others),
                        connection -> Sql.first(
                                connection,
                                "SELECT count(*) " + from,
                                row -> row.getLong(1),
                                parameters(selection, others)))
                .orElse(0L);
    }

    @Override
    public long scansSince(Selection selection, Instant from, Instant before) {
        return count(
                "FROM scans WHERE workspace_id = ? AND (? = '' OR domain = ?) AND created_at >= ? AND created_at < ?",
                selection,
                ServerJson.text(from),
                ServerJson.text(before));
    }

    @Override
    public Optional<LastScan> lastScan(Selection selection) {
        return database.remembered(
                selection.workspace().id(),
                question("lastScan", selection),
                connection -> Sql.first(
                        connection,
                        "SELECT scan_id, domain, completed_at FROM scans WHERE workspace_id = ? AND (? = '' OR domain = ?)"
                                + " AND scan_status = 'completed' ORDER BY completed_at DESC, scan_id LIMIT 1",
                        row -> new LastScan(row.getString(1), row.getString(2), Timestamp.parse(row.getString(3))),
                        parameters(selection)));
    }

    @Override
    public List<Latest> latestFindings(Selection selection, int limit) {
        return database.remembered(
                selection.workspace().id(),
                question("latestFindings", selection, limit),
                connection -> Sql.list(
                        connection,
                        "SELECT f.finding_id, f.title, f.severity, f.asset_value, f.first_seen_at" + OPEN_FINDINGS
                                + "ORDER BY f.first_seen_at DESC, f.severity DESC, f.finding_id LIMIT ?",
                        row -> new Latest(
                                row.getString(1),
                                row.getString(2),
                                Severity.values()[row.getInt(3)],
                                row.getString(4),
                                Timestamp.parse(row.getString(5))),
                        parameters(selection, limit)));
    }

    @Override
    public Map<RiskFactor, Long> factors(Selection selection) {
        return database.read(connection -> {
            Map<RiskFactor, Long> counts = new EnumMap<>(RiskFactor.class);
            for (var factor : RiskFactor.values()) {
                var count = count(connection, selection, factor);
                if (count > 0) {
                    counts.put(factor, count);
                }
            }
            return counts;
        });
    }

    /// Assets with one of the ports open, or with an open finding of one of the checks.
    private static long count(Connection connection, Selection selection, RiskFactor factor) throws SQLException {
        var values = new ArrayList<Object>();
        factor.ports().forEach(port -> values.add(String.valueOf(port)));
        var checks =
                factor.checks().stream().map(_ -> "f.type GLOB ?").collect(Collectors.joining(" OR ", "AND (", ")"));
        var sql = "SELECT f.asset_id" + FACTS.replace("f.kind = ?", "f.kind = 'port'") + "AND f.value IN "
                + marks(factor.ports().size());
        var parameters = new ArrayList<>(List.of(parameters(selection, values.toArray())));
        if (!factor.checks().isEmpty()) {
            sql += " UNION SELECT f.asset_id" + OPEN_FINDINGS + checks + " AND f.type NOT IN "
                    + marks(factor.exceptions().size());
            var checked = new ArrayList<Object>(factor.checks());
            checked.addAll(factor.exceptions());
            parameters.addAll(List.of(parameters(selection, checked.toArray())));
        }
        return Sql.first(connection, "SELECT count(*) FROM (" + sql + ")", row -> row.getLong(1), parameters.toArray())
                .orElse(0L);
    }

    private static String marks(int count) {
        return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public List<Product> products(Selection selection, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT f.value, f.detail, count(*), max(EXISTS (SELECT 1 FROM findings v"
                        + " WHERE v.workspace_id = a.workspace_id AND v.asset_id = a.asset_id"
                        + " AND v.state IN ('open', 'acknowledged') AND v.type GLOB 'tech.*'"
                        + " AND (instr(lower(v.subject), lower(f.value)) > 0 OR instr(lower(v.proofs), lower(f.value)) > 0)))"
                        + FACTS + "GROUP BY f.value, f.detail ORDER BY count(*) DESC, f.value, f.detail LIMIT ?",
                row -> new Product(row.getString(1), textOrNull(row.getString(2)), row.getLong(3), row.getBoolean(4)),
                parameters(selection, "technology", limit)));
    }

    /// A port is called by the service that most of its assets run there, where any was recognised.
    @Override
    public List<OpenPort> ports(Selection selection, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT value, detail, total FROM (SELECT f.value, f.detail,"
                        + " sum(count(*)) OVER (PARTITION BY f.value) AS total, row_number() OVER"
                        + " (PARTITION BY f.value ORDER BY f.detail = '', count(*) DESC, f.detail) AS place" + FACTS
                        + "GROUP BY f.value, f.detail) WHERE place = 1"
                        + " ORDER BY total DESC, CAST(value AS INTEGER) LIMIT ?",
                row -> new OpenPort(row.getInt(1), row.getString(2), row.getLong(3)),
                parameters(selection, "port", limit)));
    }

    @Override
    public List<Certificate> certificates(Selection selection, Instant before, int limit) {
        return database
                .read(connection -> Sql.list(
                        connection,
                        "SELECT row_document FROM assets a WHERE" + ACTIVE
                                + "AND ssl_cert_expiry < ? ORDER BY ssl_cert_expiry, asset_id LIMIT ?",
                        row -> asset(row.getString(1)),
                        parameters(selection, ServerJson.text(before), limit)))
                .stream()
                .flatMap(row -> row.sslCertExpiry() == null
                        ? Stream.of()
                        : Stream.of(new Certificate(
                                row.assetId(), row.assetValue(), row.sslCertExpiry(), row.sslCertValid())))
                .toList();
    }

    @Override
    public long certificatesBetween(Selection selection, Instant from, Instant before) {
        return count(
                "FROM assets a WHERE" + ACTIVE + "AND ssl_cert_expiry >= ? AND ssl_cert_expiry < ?",
                selection,
                ServerJson.text(from),
                ServerJson.text(before));
    }

    @Override
    public List<Counted> networks(Selection selection, Network kind, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT f.value, max(f.detail), count(DISTINCT a.asset_id)" + FACTS
                        + "GROUP BY f.value ORDER BY 3 DESC, f.value LIMIT ?",
                row -> new Counted(row.getString(1), row.getString(2), row.getLong(3)),
                parameters(selection, word(kind), limit)));
    }

    private static AssetRow asset(String document) throws SQLException {
        try {
            return ServerJson.forStore().readValue(document, AssetRow.class);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("an asset's document cannot be read", damaged);
        }
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
