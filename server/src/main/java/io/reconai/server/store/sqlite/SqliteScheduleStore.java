package io.reconai.server.store.sqlite;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.schedules.PlannedRun;
import io.reconai.server.schedules.Schedule;
import io.reconai.server.schedules.ScheduledDomain;
import io.reconai.server.store.ScheduleStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Schedules in SQLite, in the domain's row.
public final class SqliteScheduleStore implements ScheduleStore {

    private static final String SCHEDULED = "(SELECT d.*, s.scan_status FROM domains d LEFT JOIN scans s"
            + " ON s.scan_id = d.scheduled_scan_id WHERE d.schedule IS NOT NULL)";

    private static final String ITS_ROW = " WHERE workspace_id = ? AND domain_id = ?";

    private final Database database;

    public SqliteScheduleStore(Database database) {
        this.database = database;
    }

    @Override
    public Setting set(
            Workspace workspace,
            String domainId,
            Schedule schedule,
            Optional<PlannedRun> next,
            @Nullable Integer most) {
        var at = next.map(run -> ServerJson.text(run.at())).orElse(null);
        return database.write(workspace.id(), connection -> {
            // Counted by the statement that writes: what was read before it may be old.
            var changed = Sql.update(
                    connection,
                    "UPDATE domains SET schedule = ?, monitored = ?, planned_at = ?, next_run_at = ?, run_from = ?"
                            + ITS_ROW + " AND (? IS NULL OR (SELECT count(*) FROM domains o WHERE o.workspace_id = ?"
                            + " AND o.monitored AND o.domain_id <> ?) < ?)",
                    DomainRecords.document(schedule),
                    schedule.enabled(),
                    next.map(run -> ServerJson.text(run.plannedAt())).orElse(null),
                    at,
                    at,
                    workspace.id(),
                    domainId,
                    schedule.enabled() ? most : null,
                    workspace.id(),
                    domainId,
                    most);
            if (changed == 1) {
                return Setting.DONE;
            }
            return exists(connection, workspace, domainId) ? Setting.FULL : Setting.NO_DOMAIN;
        });
    }

    private static boolean exists(Connection connection, Workspace workspace, String domainId) throws SQLException {
        return Sql.first(connection, "SELECT 1 FROM domains" + ITS_ROW, row -> row.getInt(1), workspace.id(), domainId)
                .isPresent();
    }

    @Override
    public boolean remove(Workspace workspace, String domainId) {
        return database.write(
                        workspace.id(),
                        connection -> Sql.update(
                                connection,
                                "UPDATE domains SET schedule = NULL, monitored = 0, planned_at = NULL, next_run_at = NULL,"
                                        + " run_from = NULL, scheduled_scan_id = NULL" + ITS_ROW
                                        + " AND schedule IS NOT NULL",
                                workspace.id(),
                                domainId))
                == 1;
    }

    @Override
    public PageOf<ScheduledDomain> list(Workspace workspace, PageRequest page) {
        var where = new Where("workspace_id", workspace.id());
        return database.read(connection -> new PageOf<>(
                where.some(
                        connection,
                        "*",
                        SCHEDULED,
                        "next_run_at NULLS LAST, domain_id",
                        page.limit(),
                        page.offset(),
                        SqliteScheduleStore::scheduled),
                where.count(connection, SCHEDULED)));
    }

    private static ScheduledDomain scheduled(ResultSet row) throws SQLException {
        var status = row.getString("scan_status");
        return ScheduledDomain.of(
                row.getString("domain_id"),
                new DomainName(row.getString("domain")),
                DomainRecords.schedule(row.getString("schedule")),
                DomainRecords.time(row, "next_run_at"),
                row.getString("scheduled_scan_id"),
                status == null ? null : ScanStatus.valueOf(status.toUpperCase(Locale.ROOT)));
    }

    @Override
    public List<Monitored> monitored(Workspace workspace) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT domain_id, domain FROM domains WHERE workspace_id = ? AND monitored"
                        + " ORDER BY added_at, domain_id",
                row -> new Monitored(row.getString(1), new DomainName(row.getString(2))),
                workspace.id()));
    }

    @Override
    public Optional<Instant> lastScan(Workspace workspace, DomainName domain) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT created_at FROM scans WHERE workspace_id = ? AND domain = ? ORDER BY created_at DESC LIMIT 1",
                row -> Timestamp.parse(row.getString(1)),
                workspace.id(),
                domain.value()));
    }

    @Override
    public List<ScheduledDomain> below(Workspace workspace, DomainName name, ScanMode mode) {
        return database
                .read(connection -> Sql.list(
                        connection,
                        "SELECT * FROM " + SCHEDULED
                                + " WHERE workspace_id = ? AND json_extract(schedule, '$.mode') = ?",
                        SqliteScheduleStore::scheduled,
                        workspace.id(),
                        word(mode)))
                .stream()
                .filter(scheduled -> scheduled.domain().isAtOrBelow(name))
                .toList();
    }

    @Override
    public void setMode(Workspace workspace, String domainId, ScanMode mode) {
        database.write(
                workspace.id(),
                connection -> Sql.update(
                        connection,
                        "UPDATE domains SET schedule = json_set(schedule, '$.mode', ?)" + ITS_ROW
                                + " AND schedule IS NOT NULL",
                        word(mode),
                        workspace.id(),
                        domainId));
    }

    /// As in the document.
    private static String word(ScanMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<DueRun> due(Instant now, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT d.* FROM domains d JOIN workspaces w USING (workspace_id)"
                        + " WHERE d.run_from <= ? AND d.monitored AND NOT w.archived ORDER BY d.run_from LIMIT ?",
                SqliteScheduleStore::due,
                ServerJson.text(now),
                most));
    }

    private static DueRun due(ResultSet row) throws SQLException {
        return new DueRun(
                Workspace.ofRecord(row.getString("workspace_id")),
                row.getString("domain_id"),
                new DomainName(row.getString("domain")),
                DomainRecords.schedule(row.getString("schedule")),
                Timestamp.parse(row.getString("planned_at")),
                Timestamp.parse(row.getString("run_from")));
    }

    @Override
    public boolean claim(DueRun run, Instant until) {
        return database.write(
                        run.workspace().id(),
                        connection -> Sql.update(
                                connection,
                                "UPDATE domains SET run_from = ?" + ITS_ROW + " AND run_from = ?",
                                ServerJson.text(until),
                                run.workspace().id(),
                                run.domainId(),
                                ServerJson.text(run.due())))
                == 1;
    }

    @Override
    public void settle(DueRun claimed, Optional<PlannedRun> next, Optional<String> scanId) {
        var at = next.map(run -> ServerJson.text(run.at())).orElse(null);
        database.write(
                claimed.workspace().id(),
                connection -> Sql.update(
                        connection,
                        "UPDATE domains SET planned_at = coalesce(?, planned_at), next_run_at = ?, run_from = ?,"
                                + " scheduled_scan_id = coalesce(?, scheduled_scan_id)" + ITS_ROW + " AND run_from = ?",
                        next.map(run -> ServerJson.text(run.plannedAt())).orElse(null),
                        at,
                        at,
                        scanId.orElse(null),
                        claimed.workspace().id(),
                        claimed.domainId(),
                        ServerJson.text(claimed.due())));
    }
}
