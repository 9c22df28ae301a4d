package io.reconai.server.store.sqlite;

import io.reconai.server.alerts.Alert;
import io.reconai.server.alerts.AlertEvent;
import io.reconai.server.alerts.AlertFilter;
import io.reconai.server.alerts.Notice;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Alerts in SQLite: they and their notices are added in one transaction.
final class SqliteAlertStore implements AlertStore {

    private static final String IS_READ =
            "EXISTS (SELECT 1 FROM alert_reads r WHERE r.workspace_id = alerts.workspace_id"
                    + " AND r.uid = ? AND r.alert_id = alerts.alert_id)";

    private final Database database;

    SqliteAlertStore(Database database) {
        this.database = database;
    }

    @Override
    public Set<String> add(Workspace workspace, List<Alert> alerts, List<Notice> notices) {
        if (alerts.isEmpty()) {
            return Set.of();
        }
        return database.write(workspace.id(), connection -> {
            var added = new HashSet<String>();
            for (var alert : alerts) {
                if (insert(connection, workspace, alert)) {
                    added.add(alert.alertId());
                }
            }
            for (var notice : notices) {
                if (added.contains(notice.alertId())) {
                    insert(connection, workspace, notice);
                }
            }
            return added;
        });
    }

    private static boolean insert(Connection connection, Workspace workspace, Alert alert) throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO alerts (alert_id, workspace_id, event, severity, created_at, document)"
                                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        alert.alertId(),
                        workspace.id(),
                        alert.event().word(),
                        alert.severity().ordinal(),
                        ServerJson.text(alert.createdAt()),
                        JsonColumn.text(alert))
                == 1;
    }

    private static void insert(Connection connection, Workspace workspace, Notice notice) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO alert_notices (notice_id, workspace_id, alert_id, rule_id, channel_id, due_at, made_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                notice.noticeId(),
                workspace.id(),
                notice.alertId(),
                notice.ruleId(),
                notice.channelId(),
                ServerJson.text(notice.dueAt()),
                ServerJson.text(notice.dueAt()));
    }

    @Override
    public Part list(Workspace workspace, String uid, AlertFilter filter, PageRequest page) {
        return database.read(connection -> {
            var where = new Where("workspace_id", workspace.id())
                    .isOneOf(
                            "event",
                            filter.events().stream().map(AlertEvent::word).toList());
            if (!filter.severities().isEmpty()) {
                var ranks = filter.severities().stream()
                        .map(one -> String.valueOf(one.ordinal()))
                        .toList();
                where.and("severity IN (" + String.join(", ", ranks) + ")");
            }
            filter.after().ifPresent(time -> where.and("created_at >= ?", ServerJson.text(time)));
            filter.read().ifPresent(isRead -> where.and((isRead ? "" : "NOT ") + IS_READ, uid));
            var alerts = where.some(
                    connection,
                    "document",
                    "alerts",
                    "created_at DESC, severity DESC, alert_id",
                    page.limit(),
                    page.offset(),
                    row -> JsonColumn.read(row.getString(1), Alert.class));
            var read = read(connection, workspace, uid, alerts);
            return new Part(
                    new PageOf<>(
                            alerts.stream()
                                    .map(alert -> new Listed(alert, read.contains(alert.alertId())))
                                    .toList(),
                            where.count(connection, "alerts")),
                    new Where("workspace_id", workspace.id())
                            .and("NOT " + IS_READ, uid)
                            .count(connection, "alerts"));
        });
    }

    private static Set<String> read(Connection connection, Workspace workspace, String uid, List<Alert> alerts)
            throws SQLException {
        return Set.copyOf(Sql.list(
                connection,
                "SELECT alert_id FROM alert_reads WHERE workspace_id = ? AND uid = ?"
                        + " AND alert_id IN (SELECT value FROM json_each(?))",
                row -> row.getString(1),
                workspace.id(),
                uid,
                JsonColumn.list(alerts.stream().map(Alert::alertId).toList())));
    }

    @Override
    public List<Alert> read(Workspace workspace, List<String> alertIds) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT document FROM alerts WHERE workspace_id = ? AND alert_id IN (SELECT value FROM json_each(?))"
                        + " ORDER BY created_at, alert_id",
                row -> JsonColumn.read(row.getString(1), Alert.class),
                workspace.id(),
                JsonColumn.list(alertIds)));
    }

    @Override
    public void markRead(Workspace workspace, String uid, List<String> alertIds) {
        database.write(
                workspace.id(),
                connection -> Sql.update(
                        connection,
                        "INSERT INTO alert_reads (workspace_id, uid, alert_id) SELECT workspace_id, ?, alert_id FROM alerts"
                                + " WHERE workspace_id = ? AND alert_id IN (SELECT value FROM json_each(?))"
                                + " ON CONFLICT DO NOTHING",
                        uid,
                        workspace.id(),
                        JsonColumn.list(alertIds)));
    }

    @Override
    public void markAllRead(Workspace workspace, String uid) {
        database.write(
                workspace.id(),
                connection -> Sql.update(
                        connection,
                        "INSERT INTO alert_reads (workspace_id, uid, alert_id) SELECT workspace_id, ?, alert_id FROM alerts"
                                + " WHERE workspace_id = ? ON CONFLICT DO NOTHING",
                        uid,
                        workspace.id()));
    }

    @Override
    public void sweep(Instant before) {
        database.write(connection -> {
            var time = ServerJson.text(before);
            Sql.update(
                    connection,
                    "DELETE FROM alert_reads WHERE alert_id IN (SELECT alert_id FROM alerts WHERE created_at < ?)",
                    time);
            return Sql.update(connection, "DELETE FROM alerts WHERE created_at < ?", time);
        });
    }
}
