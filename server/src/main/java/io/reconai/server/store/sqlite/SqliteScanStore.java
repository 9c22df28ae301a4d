package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanView;
import io.reconai.server.store.ScanLease;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.PlanLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Scans in SQLite: a row of what lists filter and sort by, and the whole as a document.
public final class SqliteScanStore implements ScanStore {

    /// As in the index of those few.
    private static final String UNFINISHED = "scan_status IN ('pending', 'running')";

    private static final String FREE = UNFINISHED + " AND (lease_until IS NULL OR lease_until <= ?)";

    private final Database database;

    public SqliteScanStore(Database database) {
        this.database = database;
    }

    @Override
    public Start start(Workspace workspace, ScanRecord scan, PlanLimits limits, Instant now) {
        return database.write(workspace.id(), connection -> {
            var known = find(connection, workspace, scan.view().scanId());
            if (known.isPresent()) {
                return new Start.Known(known.get());
            }
            var running = insert(connection, workspace, scan);
            if (running.isPresent()) {
                return new Start.InProgress(running.get());
            }
            var usage = SqliteUsageStore.startPeriod(connection, workspace.id(), now);
            var scanId = scan.view().scanId();
            if (!SqliteUsageStore.takeCredit(connection, workspace, limits)) {
                Sql.update(connection, "DELETE FROM scans WHERE scan_id = ?", scanId);
                return new Start.NoCredit(usage);
            }
            Sql.update(
                    connection,
                    "UPDATE scans SET credit_period = ? WHERE scan_id = ?",
                    ServerJson.text(usage.periodStart()),
                    scanId);
            return new Start.Taken();
        });
    }

    @Override
    public List<Leased> lease(String owner, Instant now, Instant until, int most) {
        var isAnythingFree = database.read(connection ->
                Sql.first(connection, "SELECT 1 FROM scans WHERE " + FREE, row -> row.getInt(1), ServerJson.text(now)));
        if (isAnythingFree.isEmpty()) {
            return List.of(); // the usual case, which costs no write
        }
        var taken = database.writeUnheard(connection -> Sql.list(
                connection,
                "UPDATE scans SET lease_owner = ?, lease_until = ?, lease_number = lease_number + 1 WHERE scan_id IN"
                        + " (SELECT scan_id FROM scans WHERE " + FREE + " ORDER BY created_at, scan_id LIMIT ?)"
                        + " RETURNING document, lease_number, cancel_asked",
                row -> {
                    var scan = record(row);
                    return new Leased(scan, lease(scan, row), row.getBoolean("cancel_asked"));
                },
                owner,
                ServerJson.text(until),
                ServerJson.text(now),
                most));
        return taken.stream()
                .sorted(Comparator.comparing(one -> one.scan().view().createdAt()))
                .toList();
    }

    private static ScanLease lease(ScanRecord scan, ResultSet row) throws SQLException {
        return new ScanLease(scan.view().scanId(), row.getLong("lease_number"));
    }

    @Override
    public List<Held> renew(String owner, Collection<String> scanIds, Instant until) {
        if (scanIds.isEmpty()) {
            return List.of();
        }
        return database.writeUnheard(connection -> Sql.list(
                connection,
                "UPDATE scans SET lease_until = ? WHERE lease_owner = ? AND " + UNFINISHED
                        + " AND scan_id IN (SELECT value FROM json_each(?)) RETURNING scan_id, lease_number, cancel_asked",
                row -> new Held(
                        new ScanLease(row.getString("scan_id"), row.getLong("lease_number")),
                        row.getBoolean("cancel_asked")),
                ServerJson.text(until),
                owner,
                JsonColumn.list(scanIds)));
    }

    @Override
    public void release(String owner, Instant now) {
        database.writeUnheard(connection -> Sql.update(
                connection,
                "UPDATE scans SET lease_until = ? WHERE lease_owner = ? AND " + UNFINISHED,
                ServerJson.text(now),
                owner));
    }

    /// Part of each write under a lease.
    static boolean isHeld(Connection connection, ScanLease lease) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM scans WHERE scan_id = ? AND lease_number = ?",
                        row -> row.getInt(1),
                        lease.scanId(),
                        lease.number())
                .isPresent();
    }

    @Override
    public boolean cancel(Workspace workspace, String scanId) {
        return database.write(
                        workspace.id(),
                        connection -> Sql.update(
                                connection,
                                "UPDATE scans SET cancel_asked = 1 WHERE workspace_id = ? AND scan_id = ? AND "
                                        + UNFINISHED,
                                workspace.id(),
                                scanId))
                == 1;
    }

    /// Rows are numbered in the order in which they came.
    @Override
    public List<String> ahead(Workspace workspace, String scanId) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT scan_id FROM scans WHERE workspace_id = ? AND " + UNFINISHED
                        + " AND rowid < (SELECT rowid FROM scans WHERE scan_id = ?) ORDER BY rowid",
                row -> row.getString(1),
                workspace.id(),
                scanId));
    }

    @Override
    public List<ScanView> elsewhere(Workspace workspace, String owner) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT document FROM scans WHERE workspace_id = ? AND " + UNFINISHED
                        + " AND lease_owner IS NOT ? ORDER BY created_at",
                row -> record(row).view(),
                workspace.id(),
                owner));
    }

    @Override
    public void settle() {
        // One transaction begins or ends a scan: there is nothing to finish.
    }

    @Override
    public void saveAndGiveBack(ScanRecord scan) {
        database.write(scan.workspaceId(), connection -> {
            update(connection, scan);
            var period = Sql.first(
                    connection,
                    "SELECT credit_period FROM scans WHERE workspace_id = ? AND scan_id = ?"
                            + " AND credit_period IS NOT NULL",
                    row -> row.getString(1),
                    scan.workspaceId(),
                    scan.view().scanId());
            if (period.isPresent()) {
                SqliteUsageStore.giveCreditBack(connection, scan.workspaceId(), period.get());
                Sql.update(
                        connection,
                        "UPDATE scans SET credit_period = NULL WHERE scan_id = ?",
                        scan.view().scanId());
            }
            return period;
        });
    }

    @Override
    public Optional<String> add(Workspace workspace, ScanRecord scan) {
        return database.write(workspace.id(), connection -> insert(connection, workspace, scan));
    }

    /// @return the id of the scan that is in the way
    private static Optional<String> insert(Connection connection, Workspace workspace, ScanRecord scan)
            throws SQLException {
        var view = scan.view();
        var added = Sql.update(
                connection,
                "INSERT INTO scans (scan_id, workspace_id, domain, scan_status, scan_type, mode, created_at,"
                        + " completed_at, assets_discovered, duration_seconds, document)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 0, NULL, ?)"
                        + " ON CONFLICT (workspace_id, domain) WHERE scan_status IN ('pending', 'running') DO NOTHING",
                view.scanId(),
                workspace.id(),
                view.domain().value(),
                view.scanStatus().word(),
                view.scanType().word(),
                view.mode().name().toLowerCase(Locale.ROOT),
                ServerJson.text(view.createdAt()),
                document(scan));
        return added == 1
                ? Optional.<String>empty()
                : Sql.first(
                        connection,
                        "SELECT scan_id FROM scans WHERE workspace_id = ? AND domain = ?"
                                + " AND scan_status IN ('pending', 'running')",
                        row -> row.getString(1),
                        workspace.id(),
                        view.domain().value());
    }

    @Override
    public void save(ScanRecord scan) {
        database.write(scan.workspaceId(), connection -> update(connection, scan));
    }

    private static int update(Connection connection, ScanRecord scan) throws SQLException {
        var view = scan.view();
        if (view.scanStatus().isFinal()) {
            SqliteScanNewsStore.note(connection, scan);
        }
        return Sql.update(
                connection,
                "UPDATE scans SET scan_status = ?, completed_at = ?, assets_discovered = ?, duration_seconds = ?,"
                        + " document = ? WHERE workspace_id = ? AND scan_id = ?",
                view.scanStatus().word(),
                view.completedAt() == null ? null : ServerJson.text(view.completedAt()),
                view.assetsDiscovered(),
                view.durationSeconds(),
                document(scan),
                scan.workspaceId(),
                view.scanId());
    }

    @Override
    public Optional<ScanView> find(Workspace workspace, String scanId) {
        return database.read(connection -> find(connection, workspace, scanId));
    }

    private static Optional<ScanView> find(Connection connection, Workspace workspace, String scanId)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT document FROM scans WHERE workspace_id = ? AND scan_id = ?",
                        SqliteScanStore::record,
                        workspace.id(),
                        scanId)
                .map(ScanRecord::view);
    }

    @Override
    public PageOf<ScanView> list(Workspace workspace, Map<String, String> filters, PageRequest page) {
        var where = new Where("workspace_id", workspace.id());
        filters.forEach((column, values) -> {
            switch (column) {
                case "created_after" -> where.and("created_at >= ?", values);
                case "created_before" -> where.and("created_at < ?", values);
                case "trigger" -> where.isOneOf("document ->> '$.view.trigger'", List.of(values.split(",")));
                default -> where.isOneOf(column, List.of(values.split(",")));
            }
        });
        return database.read(connection -> {
            var total = where.count(connection, "scans");
            var items = where.page(connection, "document", "scans", page, "scan_id", SqliteScanStore::record).stream()
                    .map(ScanRecord::view)
                    .toList();
            return new PageOf<>(items, total);
        });
    }

    @Override
    public boolean remove(Workspace workspace, String scanId) {
        return database.write(workspace.id(), connection -> remove(connection, workspace, scanId));
    }

    /// Part of forgetting a scan.
    static boolean remove(Connection connection, Workspace workspace, String scanId) throws SQLException {
        return Sql.update(
                        connection,
                        "DELETE FROM scans WHERE workspace_id = ? AND scan_id = ?"
                                + " AND scan_status NOT IN ('pending', 'running')",
                        workspace.id(),
                        scanId)
                == 1;
    }

    @Override
    public List<ScanRecord> unfinished() {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT document FROM scans WHERE scan_status IN ('pending', 'running') ORDER BY created_at",
                SqliteScanStore::record));
    }

    private static String document(ScanRecord scan) {
        try {
            return ServerJson.forStore().writeValueAsString(scan);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ScanRecord record(ResultSet row) throws SQLException {
        try {
            return ServerJson.forStore().readValue(row.getString("document"), ScanRecord.class);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a scan's document cannot be read", damaged);
        }
    }
}
