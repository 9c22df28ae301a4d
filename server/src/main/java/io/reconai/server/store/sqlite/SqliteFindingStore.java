package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.google.common.collect.Lists;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.FindingSummary;
import io.reconai.server.findings.ListedFinding;
import io.reconai.server.findings.StoredFinding;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.FindingStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Findings in SQLite.
public final class SqliteFindingStore implements FindingStore {

    private static final ObjectReader LINKS = ServerJson.forStore().readerForListOf(String.class);
    private static final ObjectReader PROOFS = ServerJson.forStore().readerForListOf(Proof.class);

    /// They are one field of a row.
    private static final Set<String> PROVED_BY = Set.of("evidence_id", "proofs");

    private static final String SEVERITY_WORD = "CASE severity "
            + Arrays.stream(Severity.values())
                    .map(severity -> "WHEN " + severity.ordinal() + " THEN '"
                            + severity.name().toLowerCase(Locale.ROOT) + "'")
                    .collect(Collectors.joining(" "))
            + " END";

    /// What [#row] reads; a finding has long columns that no list shows.
    private static final String COLUMNS =
            "finding_id, asset_id, asset_value, asset_type, parent_domain, detector, type,"
                    + " category, severity, confidence, title, description, remediation, subject, state, reason, accepted_until,"
                    + " assignee, note, first_seen_at, last_seen_at, fixed_at, reopened_count, state_changed_at,"
                    + " state_changed_by, first_scan_id, last_scan_id, evidence_id, proofs";

    /// The same as one text, a [FindingRow] as the interface writes it.
    private static final String AS_JSON = "json_object("
            + Arrays.stream(COLUMNS.split(", *"))
                    .filter(column -> !PROVED_BY.contains(column))
                    .map(column -> "'" + column + "', " + (column.equals("severity") ? SEVERITY_WORD : column))
                    .collect(Collectors.joining(", "))
            + ", 'evidence', json_object('evidence_id', evidence_id, 'pointer', proofs ->> '$[0].pointer',"
            + " 'excerpt', proofs ->> '$[0].excerpt')) AS json";

    /// In the words of the indexes that hold these alone.
    private static final String OPEN = "state IN ('open', 'acknowledged')";
    private static final Set<FindingState> OPEN_STATES = Set.of(FindingState.OPEN, FindingState.ACKNOWLEDGED);
    private static final int BATCH = 500;
    private static final String OF_ACTIVE =
            "asset_id IN (SELECT asset_id FROM assets WHERE workspace_id = ? AND state = 'active')";

    private final Database database;

    public SqliteFindingStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredFinding> find(Workspace workspace, String findingId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM findings WHERE workspace_id = ? AND finding_id = ?",
                row -> new StoredFinding(
                        row(row),
                        SqliteFindingStore.<String>read(row.getString("links"), LINKS),
                        read(row.getString("proofs"), PROOFS)),
                workspace.id(),
                findingId));
    }

    @Override
    public PageOf<FindingRow> list(Workspace workspace, FindingFilter filter, PageRequest page, Instant now) {
        reopenRunOut(workspace, now);
        return list(where(workspace, filter), page, COLUMNS, SqliteFindingStore::row);
    }

    @Override
    public PageOf<ListedFinding> written(Workspace workspace, FindingFilter filter, PageRequest page, Instant now) {
        reopenRunOut(workspace, now);
        var where = where(workspace, filter);
        return database.rememberedPage(
                workspace.id(),
                where.question("findings", page),
                () -> list(where, page, AS_JSON, row -> new ListedFinding(Sql.longText(row, "json"))));
    }

    private <T> PageOf<T> list(Where where, PageRequest page, String columns, Sql.Row<T> row) {
        var listed =
                database.read(connection -> where.pageOfLong(connection, columns, "findings", page, "finding_id", row));
        return new PageOf<>(listed, where.total(database, "findings", page, listed.size()));
    }

    @Override
    public void forEach(Workspace workspace, FindingFilter filter, Consumer<FindingRow> consumer) {
        var worstFirst =
                List.of(new PageRequest.Criterion("severity", true), new PageRequest.Criterion("last_seen_at", true));
        var all = new PageRequest(1, Integer.MAX_VALUE, worstFirst);
        var ids = database.read(connection -> where(workspace, filter)
                .page(connection, "finding_id", "findings", all, "finding_id", row -> row.getString(1)));
        for (var part : Lists.partition(ids, BATCH)) {
            read(workspace, part).forEach(consumer);
        }
    }

    /// In the order of the ids; what has gone since is left out.
    private List<FindingRow> read(Workspace workspace, List<String> ids) {
        return database.read(connection -> {
            var rows = new ArrayList<FindingRow>();
            for (var id : ids) {
                Sql.first(
                                connection,
                                "SELECT " + COLUMNS + " FROM findings WHERE workspace_id = ? AND finding_id = ?",
                                SqliteFindingStore::row,
                                workspace.id(),
                                id)
                        .ifPresent(rows::add);
            }
            return rows;
        });
    }

    private static Where where(Workspace workspace, FindingFilter filter) {
        var where = new Where("workspace_id", workspace.id());
        if (Set.copyOf(filter.states()).equals(OPEN_STATES)) {
            where.and(OPEN);
        } else {
            where.isOneOf(
                    "state", filter.states().stream().map(FindingState::word).toList());
        }
        where.isOneOf("type", filter.types())
                .isOneOf("detector", filter.detectors())
                .isOneOf("category", filter.categories());
        if (!filter.severities().isEmpty()) {
            var ranks = filter.severities().stream()
                    .map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)).ordinal())
                    .toList();
            where.and(
                    "severity IN ("
                            + String.join(", ", ranks.stream().map(_ -> "?").toList()) + ")",
                    ranks.toArray());
        }
        filter.assetId().ifPresent(id -> where.isOneOf("asset_id", List.of(id)));
        filter.parentDomain().ifPresent(domain -> where.isOneOf("parent_domain", List.of(domain)));
        filter.scanId().ifPresent(scan -> where.isOneOf("last_scan_id", List.of(scan)));
        filter.assignee().ifPresent(who -> where.isOneOf("assignee", List.of(who)));
        filter.search().ifPresent(text -> where.contains("words", text));
        filter.firstSeenAfter().ifPresent(at -> where.and("first_seen_at >= ?", ServerJson.text(at)));
        filter.firstSeenBefore().ifPresent(at -> where.and("first_seen_at < ?", ServerJson.text(at)));
        filter.lastSeenAfter().ifPresent(at -> where.and("last_seen_at >= ?", ServerJson.text(at)));
        filter.lastSeenBefore().ifPresent(at -> where.and("last_seen_at < ?", ServerJson.text(at)));
        filter.reopened().ifPresent(is -> where.and(is ? "reopened_count > 0" : "reopened_count = 0"));
        return where;
    }

    /// What was accepted for a time is open again after it.
    private void reopenRunOut(Workspace workspace, Instant now) {
        var at = ServerJson.text(now);
        var due = database.read(connection -> Sql.list(
                connection,
                "SELECT finding_id, asset_id FROM findings WHERE workspace_id = ? AND state = 'accepted'"
                        + " AND accepted_until <= ?",
                row -> new String[] {row.getString(1), row.getString(2)},
                workspace.id(),
                at));
        if (due.isEmpty()) {
            return;
        }
        database.write(workspace.id(), connection -> {
            for (var finding : due) {
                var changed = Sql.update(
                        connection,
                        "UPDATE findings SET state = 'open', accepted_until = NULL, reason = NULL, state_changed_at = ?,"
                                + " state_changed_by = NULL WHERE workspace_id = ? AND finding_id = ?"
                                + " AND state = 'accepted' AND accepted_until <= ?",
                        at,
                        workspace.id(),
                        finding[0],
                        at);
                if (changed > 0) {
                    FindingRecords.change(
                            connection,
                            workspace,
                            finding[0],
                            at,
                            FindingChange.Author.system(),
                            FindingState.ACCEPTED,
                            FindingState.OPEN,
                            null,
                            null);
                    recount(connection, workspace, finding[1]);
                }
            }
            return true;
        });
    }

    @Override
    public Outcome triage(
            Workspace workspace, String findingId, Triage triage, FindingChange.Author actor, Instant at) {
        return database.write(workspace.id(), connection -> {
            var found = Sql.first(
                    connection,
                    "SELECT " + COLUMNS + " FROM findings WHERE workspace_id = ? AND finding_id = ?",
                    SqliteFindingStore::row,
                    workspace.id(),
                    findingId);
            return found.isEmpty() ? Outcome.MISSING : triage(connection, workspace, found.get(), triage, actor, at);
        });
    }

    private static Outcome triage(
            Connection connection,
            Workspace workspace,
            FindingRow before,
            Triage triage,
            FindingChange.Author actor,
            Instant at)
            throws SQLException {
        var next = triage.state() == null ? before.state() : triage.state();
        var assignee = given(triage.assignee(), before.assignee());
        var note = given(triage.note(), before.note());
        if (next == before.state()
                && Objects.equals(assignee, before.assignee())
                && Objects.equals(note, before.note())) {
            return Outcome.UNCHANGED;
        }
        if (next != before.state() && !before.state().mayBecome(next)) {
            return Outcome.FORBIDDEN;
        }
        var moved = next != before.state();
        var time = ServerJson.text(at);
        Sql.update(
                connection,
                "UPDATE findings SET assignee = ?, note = ?, state = ?, reason = ?, accepted_until = ?, fixed_at = ?,"
                        + " state_changed_at = ?, state_changed_by = ? WHERE workspace_id = ? AND finding_id = ?",
                assignee,
                note,
                next.word(),
                moved ? triage.reason() : before.reason(),
                moved ? time(triage.acceptedUntil()) : time(before.acceptedUntil()),
                next == FindingState.FIXED ? (moved ? time : time(before.fixedAt())) : null,
                moved ? time : time(before.stateChangedAt()),
                moved ? actor.id() : before.stateChangedBy(),
                workspace.id(),
                before.findingId());
        if (moved) {
            FindingRecords.change(
                    connection,
                    workspace,
                    before.findingId(),
                    time,
                    actor,
                    before.state(),
                    next,
                    triage.reason(),
                    null);
            recount(connection, workspace, before.assetId());
        }
        return Outcome.CHANGED;
    }

    private static @Nullable String given(@Nullable String wanted, @Nullable String before) {
        return wanted == null ? before : wanted.isEmpty() ? null : wanted;
    }

    /// Lists of assets show how many findings are open.
    private static void recount(Connection connection, Workspace workspace, String assetId) throws SQLException {
        var open = FindingRecords.open(connection, workspace, assetId);
        var sum = open.values().stream().mapToInt(Integer::intValue).sum();
        Sql.update(
                connection,
                "UPDATE assets SET open_findings = ?, row_document = json_set(row_document, '$.open_findings', ?,"
                        + " '$.open_findings_by_severity', json(?)) WHERE workspace_id = ? AND asset_id = ?",
                sum,
                sum,
                write(open),
                workspace.id(),
                assetId);
    }

    @Override
    public PageOf<FindingChange> history(Workspace workspace, String findingId, PageRequest page) {
        return database.read(connection -> {
            var total = Sql.first(
                            connection,
                            "SELECT count(*) FROM finding_changes WHERE workspace_id = ? AND finding_id = ?",
                            row -> row.getLong(1),
                            workspace.id(),
                            findingId)
                    .orElse(0L);
            return new PageOf<>(
                    Sql.list(
                            connection,
                            "SELECT * FROM finding_changes WHERE workspace_id = ? AND finding_id = ?"
                                    + " ORDER BY change_id DESC LIMIT ? OFFSET ?",
                            SqliteFindingStore::change,
                            workspace.id(),
                            findingId,
                            page.limit(),
                            page.offset()),
                    total);
        });
    }

    @Override
    public FindingSummary summary(Workspace workspace, Instant now) {
        reopenRunOut(workspace, now);
        return database.read(connection -> {
            var bySeverity = new LinkedHashMap<String, Long>();
            for (var severity : Severity.values()) {
                bySeverity.put(severity.name().toLowerCase(Locale.ROOT), 0L);
            }
            counts(connection, workspace, "severity", true)
                    .forEach((rank, count) -> bySeverity.put(
                            Severity.values()[Integer.parseInt(rank)].name().toLowerCase(Locale.ROOT), count));
            var byState = new LinkedHashMap<String, Long>();
            for (var state : FindingState.values()) {
                byState.put(state.word(), 0L);
            }
            byState.putAll(counts(connection, workspace, "state", false));
            var byAge = new LinkedHashMap<String, Long>();
            for (var band : List.of("0-7", "8-30", "31-90", "90+")) {
                byAge.put(band, 0L);
            }
            byAge.putAll(counts(connection, workspace, age(now), true));
            return new FindingSummary(
                    bySeverity.values().stream().mapToLong(Long::longValue).sum(),
                    bySeverity,
                    counts(connection, workspace, "category", true),
                    counts(connection, workspace, "type", true),
                    byState,
                    byAge,
                    meanDaysToFix(connection, workspace));
        });
    }

    /// Times sort as text; so the bands are found by comparing texts.
    private static String age(Instant now) {
        return "CASE WHEN first_seen_at > '" + before(now, 8) + "' THEN '0-7' WHEN first_seen_at > '" + before(now, 31)
                + "' THEN '8-30' WHEN first_seen_at > '" + before(now, 91) + "' THEN '31-90' ELSE '90+' END";
    }

    private static String before(Instant now, int days) {
        return ServerJson.text(now.minus(Duration.ofDays(days)));
    }

    private static Map<String, Long> counts(Connection connection, Workspace workspace, String by, boolean onlyOpen)
            throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        Sql.list(
                connection,
                "SELECT " + by + " AS what, count(*) AS many FROM findings WHERE workspace_id = ?"
                        + (onlyOpen ? " AND " + OPEN : "") + " AND " + OF_ACTIVE
                        + " GROUP BY what ORDER BY many DESC, what",
                row -> counts.put(row.getString(1), row.getLong(2)),
                workspace.id(),
                workspace.id());
        return counts;
    }

    private static @Nullable Double meanDaysToFix(Connection connection, Workspace workspace) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT avg(julianday(fixed_at) - julianday(first_seen_at)) AS days, count(*) AS many"
                                + " FROM findings WHERE workspace_id = ? AND state = 'fixed' AND fixed_at IS NOT NULL",
                        row -> row.getLong(2) == 0 ? -1.0 : row.getDouble(1),
                        workspace.id())
                .filter(days -> days >= 0)
                .map(days -> Math.round(days * 10) / 10.0)
                .orElse(null);
    }

    @Override
    public ScanChanges changesOf(Workspace workspace, String scanId) {
        return database.read(connection -> new ScanChanges(
                count(connection, workspace, scanId, "from_state IS NULL"),
                count(connection, workspace, scanId, "to_state = 'fixed'")));
    }

    private static int count(Connection connection, Workspace workspace, String scanId, String what)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT count(*) FROM finding_changes WHERE workspace_id = ? AND scan_id = ? AND " + what,
                        row -> row.getInt(1),
                        workspace.id(),
                        scanId)
                .orElse(0);
    }

    static FindingRow row(ResultSet row) throws SQLException {
        var proof =
                SqliteFindingStore.<Proof>read(row.getString("proofs"), PROOFS).getFirst();
        return new FindingRow(
                row.getString("finding_id"),
                row.getString("asset_id"),
                row.getString("asset_value"),
                row.getString("asset_type"),
                row.getString("parent_domain"),
                row.getString("detector"),
                row.getString("type"),
                row.getString("category"),
                Severity.values()[row.getInt("severity")],
                row.getString("confidence"),
                row.getString("title"),
                row.getString("description"),
                row.getString("remediation"),
                row.getString("subject"),
                FindingState.of(row.getString("state")),
                row.getString("reason"),
                instant(row.getString("accepted_until")),
                row.getString("assignee"),
                row.getString("note"),
                Timestamp.parse(row.getString("first_seen_at")),
                Timestamp.parse(row.getString("last_seen_at")),
                instant(row.getString("fixed_at")),
                row.getInt("reopened_count"),
                instant(row.getString("state_changed_at")),
                row.getString("state_changed_by"),
                row.getString("first_scan_id"),
                row.getString("last_scan_id"),
                new FindingRow.Excerpt(row.getString("evidence_id"), proof.pointer(), proof.excerpt()));
    }

    private static FindingChange change(ResultSet row) throws SQLException {
        var from = row.getString("from_state");
        return new FindingChange(
                Timestamp.parse(row.getString("at")),
                new FindingChange.Author(
                        row.getString("actor_type"), row.getString("actor_id"), row.getString("actor_email")),
                from == null ? null : FindingState.of(from),
                FindingState.of(row.getString("to_state")),
                row.getString("reason"),
                row.getString("scan_id"));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Timestamp.parse(text);
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : ServerJson.text(at);
    }

    private static <T> List<T> read(String text, ObjectReader reader) throws SQLException {
        try {
            return reader.readValue(text);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a finding's document cannot be read", damaged);
        }
    }

    private static String write(Object value) {
        try {
            return ServerJson.forStore().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
