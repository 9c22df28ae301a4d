package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reconai.engine.Asset;
import io.reconai.engine.Program;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.diff.Recheck;
import io.reconai.engine.risk.RiskScore;
import io.reconai.server.assets.AssetFact;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetPage;
import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.AssetStanding;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Assets in SQLite: columns to filter and sort by, and documents: the row, the verdict, the evidence, which is packed.
public final class SqliteAssetStore implements AssetStore {

    /// Nanoseconds count in evidence: what was judged must be what is read back.
    private static final ObjectMapper EXACT = Json.mapper();

    /// When an asset's domain is scanned by itself next.
    private static final String NEXT_RUN =
            ", (SELECT d.next_run_at FROM domains d WHERE d.workspace_id = assets.workspace_id"
                    + " AND d.domain = assets.parent_domain) AS next_run_at";

    /// Rows by their documents: to read one takes longer than to find it, and lists are looked at again and again. What
    /// is asked for once is not let in, since keeping it for a moment costs the collector more than reading it.
    private static final Cache<String, AssetRow> PARSED = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(4 << 20)
            .weigher((String document, AssetRow _) -> document.length())
            .build();

    private final Database database;

    public SqliteAssetStore(Database database) {
        this.database = database;
    }

    /// Findings and score of an asset.
    record Verdict(
            @Nullable List<Technology> technologies,
            @Nullable List<ProviderUse> providers,
            List<Finding> findings,
            RiskScore risk) {

        /// Empty for what was kept before technologies were recognised.
        List<Technology> recognised() {
            return technologies == null ? List.of() : technologies;
        }

        /// Empty for what was kept before providers were recognised.
        List<ProviderUse> hosted() {
            return providers == null ? List.of() : providers;
        }
    }

    private record Known(String assetId, Instant discoveredAt, String firstScanId) {}

    /// A look and its documents.
    private record Papers(Look look, Recheck.Look asked, byte[] verdict, byte[] evidence, byte[] page) {

        static Papers of(Workspace workspace, Look look) {
            var asset = look.asset();
            var verdict = new Verdict(asset.technologies(), asset.providers(), asset.findings(), asset.risk());
            return new Papers(
                    look,
                    new Recheck(workspace.id()).look(asset),
                    PackedText.packed(bytes(verdict)),
                    PackedText.packed(bytes(asset.evidence())),
                    PackedText.packed(AssetPage.look(asset).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public List<Kept> keep(Workspace workspace, String scanId, List<Look> looks) {
        var papers = looks.parallelStream() // before the lock, so that nobody waits for what needs none
                .map(look -> Papers.of(workspace, look))
                .toList();
        return database.write(workspace.id(), connection -> {
            var kept = new ArrayList<Kept>();
            for (var one : papers) {
                kept.add(keep(connection, workspace, scanId, one));
            }
            return kept;
        });
    }

    private static Kept keep(Connection connection, Workspace workspace, String scanId, Papers papers)
            throws SQLException {
        var asset = papers.look().asset();
        var at = papers.look().at();
        var known = Sql.first(
                connection,
                "SELECT asset_id, discovered_at, first_scan_id FROM assets WHERE workspace_id = ? AND asset_value = ?",
                row -> new Known(row.getString(1), Instant.parse(row.getString(2)), row.getString(3)),
                workspace.id(),
                asset.host().value());
        var identity = known.orElseGet(() -> new Known(Ids.next("ast"), at, scanId));
        var evidenceId = Ids.next("evd");
        var recorded = new FindingRecords(connection, workspace, identity.assetId(), scanId, at)
                .record(asset, evidenceId, papers.asked());
        var row = AssetRow.of(asset, identity.assetId(), identity.discoveredAt(), at, recorded.open());
        Sql.update(
                connection,
                "INSERT INTO assets (asset_id, workspace_id, asset_value, asset_type, parent_domain, risk_score,"
                        + " risk_level, state, open_findings, http_status, ssl_cert_expiry, discovered_at,"
                        + " last_scanned_at, first_scan_id, last_scan_id, evidence_id, words, row_document,"
                        + " verdict, evidence)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (workspace_id, asset_value) DO UPDATE SET asset_type = excluded.asset_type,"
                        + " parent_domain = excluded.parent_domain, risk_score = excluded.risk_score,"
                        + " risk_level = excluded.risk_level, state = excluded.state,"
                        + " open_findings = excluded.open_findings, http_status = excluded.http_status,"
                        + " ssl_cert_expiry = excluded.ssl_cert_expiry, last_scanned_at = excluded.last_scanned_at,"
                        + " last_scan_id = excluded.last_scan_id, evidence_id = excluded.evidence_id,"
                        + " words = excluded.words, row_document = excluded.row_document,"
                        + " verdict = excluded.verdict,"
                        + " evidence = excluded.evidence",
                row.assetId(),
                workspace.id(),
                row.assetValue(),
                word(row.assetType()),
                row.parentDomain(),
                row.riskScore(),
                word(row.riskLevel()),
                row.state(),
                row.openFindings(),
                row.httpStatus(),
                time(row.sslCertExpiry()),
                time(row.discoveredAt()),
                time(row.lastScannedAt()),
                identity.firstScanId(),
                scanId,
                evidenceId,
                words(row),
                write(ServerJson.forStore(), row),
                papers.verdict(),
                papers.evidence());
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO asset_looks (asset_id, workspace_id, program, look) VALUES (?, ?, ?, ?)",
                row.assetId(),
                workspace.id(),
                Program.version(),
                papers.page());
        AddressKey.put(connection, workspace.id(), row.assetId(), row.ipAddresses());
        FactRecords.put(connection, workspace, row.assetId(), AssetFact.of(row, asset));
        SqliteEvidenceStore.put(connection, workspace, scanId, row.assetValue(), papers.evidence());
        return new Kept(row, known.isEmpty(), recorded.added(), recorded.fixed());
    }

    @Override
    public Optional<StoredAsset> find(Workspace workspace, String assetId) {
        return database.read(connection -> {
            var states = states(connection, workspace, assetId);
            var remarks = SqliteAssetRemarkStore.of(connection, assetId);
            return Sql.first(
                    connection,
                    "SELECT *" + NEXT_RUN + " FROM assets WHERE workspace_id = ? AND asset_id = ?",
                    row -> stored(row, states, remarks),
                    workspace.id(),
                    assetId);
        });
    }

    @Override
    public Optional<AssetPage> page(Workspace workspace, String assetId) {
        // In one question, so that it is of one moment.
        var page = database.read(connection -> Sql.first(
                connection,
                "SELECT assets.asset_id, row_document, state, first_scan_id, last_scan_id, evidence_id, look,"
                        + " tags, owner, notes, rescan_enabled, scan_frequency_hours, next_scan_at,"
                        + " remarks.asset_id IS NOT NULL AS is_remarked, (SELECT json_group_object(finding_id,"
                        + " f.state) FROM findings f WHERE f.workspace_id = assets.workspace_id"
                        + " AND f.asset_id = assets.asset_id AND f.state <> 'open') AS states" + NEXT_RUN
                        + " FROM assets JOIN asset_looks looks ON looks.asset_id = assets.asset_id AND program = ?"
                        + " LEFT JOIN asset_remarks remarks ON remarks.asset_id = assets.asset_id"
                        + " WHERE assets.workspace_id = ? AND assets.asset_id = ?",
                SqliteAssetStore::page,
                Program.version(),
                workspace.id(),
                assetId));
        return page.isPresent() ? page : AssetStore.super.page(workspace, assetId);
    }

    private static AssetPage page(ResultSet row) throws SQLException {
        var remarks = row.getBoolean("is_remarked")
                ? Optional.of(SqliteAssetRemarkStore.remarks(row))
                : Optional.<AssetRemarks>empty();
        return AssetPage.of(
                Document.of(row).listed(remarks),
                PackedText.unpacked(row.getBytes("look")),
                JsonColumn.texts(row.getString("states")),
                AssetStanding.of(
                        remarks.orElse(AssetRemarks.NONE),
                        row.getString("first_scan_id"),
                        row.getString("last_scan_id"),
                        row.getString("evidence_id")));
    }

    private static Map<String, String> states(Connection connection, Workspace workspace, String assetId)
            throws SQLException {
        var states = new HashMap<String, String>();
        Sql.list(
                connection,
                "SELECT finding_id, state FROM findings WHERE workspace_id = ? AND asset_id = ?",
                row -> states.put(row.getString(1), row.getString(2)),
                workspace.id(),
                assetId);
        return states;
    }

    @Override
    public PageOf<ListedAsset> list(Workspace workspace, AssetFilter filter, PageRequest page) {
        var where = AssetConditions.of(workspace, filter);
        return database.rememberedPage(workspace.id(), where.question("assets", page), () -> list(where, page));
    }

    private PageOf<ListedAsset> list(Where where, PageRequest page) {
        var order = order(page);
        var listed = database.read(connection -> {
            var rows = where.pageOfLong(
                    connection, "asset_id, row_document, state" + NEXT_RUN, "assets", order, "asset_id", Document::of);
            var remarks = SqliteAssetRemarkStore.of(
                    connection, rows.stream().map(Document::assetId).toList());
            var all = new ArrayList<ListedAsset>();
            for (var row : rows) {
                all.add(row.listed(Optional.ofNullable(remarks.get(row.assetId))));
            }
            return all;
        });
        return new PageOf<>(listed, where.total(database, "assets", page, listed.size()));
    }

    /// A row as it is kept, and what changes without a look at the asset.
    private record Document(
            String assetId,
            String text,
            String state,
            @Nullable Instant nextScan) {

        static Document of(ResultSet row) throws SQLException {
            return new Document(
                    row.getString("asset_id"),
                    Sql.longText(row, "row_document"),
                    row.getString("state"),
                    DomainRecords.time(row, "next_run_at"));
        }

        AssetRow row() throws SQLException {
            return parsed(text).standing(state, nextScan);
        }

        ListedAsset listed(Optional<AssetRemarks> remarks) throws SQLException {
            if (remarks.isEmpty() && state.equals("active")) {
                var asKept = ListedAsset.standing(text, nextScan);
                if (asKept.isPresent()) {
                    return asKept.get();
                }
            }
            return ListedAsset.of(row().remarked(remarks.orElse(AssetRemarks.NONE)));
        }
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
        return database.read(connection -> new HashSet<>(Sql.list(
                connection,
                "SELECT asset_value FROM assets WHERE workspace_id = ? AND parent_domain = ? AND asset_type <> 'ip_address'",
                row -> new DomainName(row.getString(1)),
                workspace.id(),
                domain.value())));
    }

    @Override
    public void forEachKeptBy(Workspace workspace, String scanId, Consumer<Kept> consumer) {
        database.read(connection -> Sql.list(
                        connection,
                        "SELECT asset_id, row_document, state, first_scan_id" + NEXT_RUN
                                + " FROM assets WHERE workspace_id = ? AND last_scan_id = ?",
                        row -> new Kept(row(row), row.getString("first_scan_id").equals(scanId), Set.of(), 0),
                        workspace.id(),
                        scanId))
                .forEach(consumer);
    }

    @Override
    public void markStale(Workspace workspace, DomainName domain, String scanId, Set<String> unknown) {
        var unknownNames = write(EXACT, unknown);
        var fitting = " WHERE workspace_id = ? AND parent_domain = ? AND last_scan_id <> ?"
                + " AND asset_value NOT IN (SELECT value FROM json_each(?))";
        database.write(workspace.id(), connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO assets_gone (workspace_id, scan_id, asset_id) SELECT workspace_id, ?, asset_id"
                            + " FROM assets" + fitting + " AND state <> 'stale' ON CONFLICT DO NOTHING",
                    scanId,
                    workspace.id(),
                    domain.value(),
                    scanId,
                    unknownNames);
            return Sql.update(
                    connection,
                    "UPDATE assets SET state = 'stale'" + fitting,
                    workspace.id(),
                    domain.value(),
                    scanId,
                    unknownNames);
        });
    }

    /// What a search looks in, in lower case.
    private static String words(AssetRow row) {
        return String.join(
                        "\n",
                        row.assetValue(),
                        String.join(" ", row.ipAddresses()),
                        String.join(" ", row.technologies()),
                        row.title() == null ? "" : row.title(),
                        row.serverHeader() == null ? "" : row.serverHeader())
                .toLowerCase(Locale.ROOT);
    }

    private static AssetRow row(ResultSet row) throws SQLException {
        return Document.of(row).row();
    }

    private static AssetRow parsed(String document) throws SQLException {
        var known = PARSED.getIfPresent(document);
        if (known != null) {
            return known;
        }
        var row = JsonColumn.read(document, AssetRow.class);
        PARSED.put(document, row);
        return row;
    }

    private static StoredAsset stored(ResultSet row, Map<String, String> states, AssetRemarks remarks)
            throws SQLException {
        var verdict = read(EXACT, PackedText.octets(row.getBytes("verdict")), Verdict.class);
        var evidence = read(EXACT, PackedText.octets(row.getBytes("evidence")), Evidence.class);
        return new StoredAsset(
                row(row).remarked(remarks),
                new Asset(evidence, verdict.recognised(), verdict.hosted(), verdict.findings(), verdict.risk()),
                row.getString("first_scan_id"),
                row.getString("last_scan_id"),
                row.getString("evidence_id"),
                states,
                remarks);
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : ServerJson.text(at);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(Object value) {
        try {
            return EXACT.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> T read(ObjectMapper mapper, byte[] text, Class<T> type) throws SQLException {
        try {
            return mapper.readValue(text, type);
        } catch (IOException damaged) {
            throw new SQLException("a document of the store cannot be read", damaged);
        }
    }
}
