package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.reports.ReportSchedule;
import io.reconai.server.store.ReportScheduleStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Report schedules in SQLite, each as a document; what changes with time is beside it.
final class SqliteReportScheduleStore implements ReportScheduleStore {

    private static final String ITS_ROW = " WHERE workspace_id = ? AND schedule_id = ?";
    private static final String NOTHING = "[]";

    private final Database database;

    SqliteReportScheduleStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Workspace workspace, ReportSchedule schedule, Optional<Instant> next) {
        var at = text(next);
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO report_schedules (schedule_id, workspace_id, created_at, document, next_at, run_from)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                schedule.scheduleId(),
                workspace.id(),
                ServerJson.text(schedule.createdAt()),
                JsonColumn.text(schedule),
                at,
                at));
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(ServerJson::text).orElse(null);
    }

    @Override
    public Optional<StoredReport> find(Workspace workspace, String scheduleId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM report_schedules" + ITS_ROW,
                SqliteReportScheduleStore::stored,
                workspace.id(),
                scheduleId));
    }

    @Override
    public List<StoredReport> list(Workspace workspace) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM report_schedules WHERE workspace_id = ? ORDER BY created_at, schedule_id",
                SqliteReportScheduleStore::stored,
                workspace.id()));
    }

    private static StoredReport stored(ResultSet row) throws SQLException {
        return new StoredReport(schedule(row), DomainRecords.time(row, "next_at"), DomainRecords.time(row, "sent_at"));
    }

    private static ReportSchedule schedule(ResultSet row) throws SQLException {
        return JsonColumn.read(row.getString("document"), ReportSchedule.class);
    }

    @Override
    public Optional<LocatedReport> locate(String scheduleId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM report_schedules WHERE schedule_id = ?",
                row -> new LocatedReport(Workspace.ofRecord(row.getString("workspace_id")), stored(row)),
                scheduleId));
    }

    @Override
    public boolean save(Workspace workspace, ReportSchedule schedule, Optional<Instant> next) {
        var at = text(next);
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE report_schedules SET document = ?, next_at = ?, run_from = CASE WHEN held = ?"
                                + " THEN coalesce(asked_at, ?) ELSE run_from END" + ITS_ROW,
                        JsonColumn.text(schedule),
                        at,
                        NOTHING,
                        at,
                        workspace.id(),
                        schedule.scheduleId()))
                == 1;
    }

    @Override
    public boolean remove(Workspace workspace, String scheduleId) {
        return database.write(connection ->
                        Sql.update(connection, "DELETE FROM report_schedules" + ITS_ROW, workspace.id(), scheduleId))
                == 1;
    }

    @Override
    public boolean ask(Workspace workspace, String scheduleId, Instant now) {
        var at = ServerJson.text(now);
        return database.write(connection -> {
            Sql.update(
                    connection,
                    "UPDATE report_schedules SET asked_at = ?, run_from = ?" + ITS_ROW + " AND asked_at IS NULL",
                    at,
                    at,
                    workspace.id(),
                    scheduleId);
            return Sql.first(
                            connection,
                            "SELECT 1 FROM report_schedules" + ITS_ROW,
                            row -> row.getInt(1),
                            workspace.id(),
                            scheduleId)
                    .isPresent();
        });
    }

    @Override
    public List<DueReport> due(Instant now, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT r.* FROM report_schedules r JOIN workspaces w USING (workspace_id)"
                        + " WHERE r.run_from <= ? AND NOT w.archived ORDER BY r.run_from, r.schedule_id LIMIT ?",
                SqliteReportScheduleStore::due,
                ServerJson.text(now),
                most));
    }

    private static DueReport due(ResultSet row) throws SQLException {
        return new DueReport(
                Workspace.ofRecord(row.getString("workspace_id")),
                schedule(row),
                DomainRecords.time(row, "next_at"),
                DomainRecords.time(row, "asked_at"),
                Timestamp.parse(row.getString("run_from")),
                DomainRecords.time(row, "sent_at"),
                List.of(JsonColumn.read(row.getString("held"), String[].class)));
    }

    @Override
    public boolean claim(DueReport report, Instant until) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE report_schedules SET run_from = ?" + ITS_ROW + " AND run_from = ?",
                        ServerJson.text(until),
                        report.workspace().id(),
                        report.schedule().scheduleId(),
                        ServerJson.text(report.due())))
                == 1;
    }

    @Override
    public boolean settle(DueReport claimed, Optional<Instant> next, Optional<Instant> sentAt, List<String> held) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE report_schedules SET next_at = ?, asked_at = NULL, sent_at = coalesce(?, sent_at),"
                                + " held = ?, run_from = ?" + ITS_ROW + " AND run_from = ?",
                        text(next),
                        text(sentAt),
                        JsonColumn.list(held),
                        held.isEmpty() ? text(next) : ServerJson.text(claimed.due()),
                        claimed.workspace().id(),
                        claimed.schedule().scheduleId(),
                        ServerJson.text(claimed.due())))
                == 1;
    }

    @Override
    public void released(DueReport claimed) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE report_schedules SET held = ?, run_from = coalesce(asked_at, next_at)" + ITS_ROW
                        + " AND run_from = ?",
                NOTHING,
                claimed.workspace().id(),
                claimed.schedule().scheduleId(),
                ServerJson.text(claimed.due())));
    }
}
