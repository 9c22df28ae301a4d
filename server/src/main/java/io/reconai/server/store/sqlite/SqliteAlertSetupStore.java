package io.reconai.server.store.sqlite;

import io.reconai.server.alerts.AlertChannel;
import io.reconai.server.alerts.AlertRule;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertSetupStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Channels and rules in SQLite, each as a document.
final class SqliteAlertSetupStore implements AlertSetupStore {

    private final Database database;

    SqliteAlertSetupStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean hasBegun(Workspace workspace) {
        return database.read(connection -> Sql.first(
                        connection,
                        "SELECT 1 FROM alert_setups WHERE workspace_id = ?",
                        row -> row.getInt(1),
                        workspace.id()))
                .isPresent();
    }

    @Override
    public void begin(Workspace workspace, List<AlertChannel> channels, List<AlertRule> rules) {
        database.write(connection -> {
            var isFirst = Sql.update(
                            connection,
                            "INSERT INTO alert_setups (workspace_id) VALUES (?) ON CONFLICT DO NOTHING",
                            workspace.id())
                    == 1;
            if (isFirst) {
                for (var channel : channels) {
                    insert(connection, workspace, channel);
                }
                for (var rule : rules) {
                    insert(connection, workspace, rule);
                }
            }
            return isFirst;
        });
    }

    @Override
    public void add(Workspace workspace, AlertChannel channel) {
        database.write(connection -> insert(connection, workspace, channel));
    }

    private static int insert(Connection connection, Workspace workspace, AlertChannel channel) throws SQLException {
        return Sql.update(
                connection,
                "INSERT INTO alert_channels (channel_id, workspace_id, created_at, document) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                channel.channelId(),
                workspace.id(),
                ServerJson.text(channel.createdAt()),
                JsonColumn.text(channel));
    }

    @Override
    public Optional<AlertChannel> channel(Workspace workspace, String channelId) {
        return database.read(connection -> channel(connection, workspace, channelId));
    }

    private static Optional<AlertChannel> channel(Connection connection, Workspace workspace, String channelId)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT document FROM alert_channels WHERE workspace_id = ? AND channel_id = ?",
                row -> JsonColumn.read(row.getString(1), AlertChannel.class),
                workspace.id(),
                channelId);
    }

    @Override
    public List<AlertChannel> channels(Workspace workspace) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT document FROM alert_channels WHERE workspace_id = ? ORDER BY created_at, channel_id",
                row -> JsonColumn.read(row.getString(1), AlertChannel.class),
                workspace.id()));
    }

    @Override
    public Optional<Located> locate(String channelId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT workspace_id, document FROM alert_channels WHERE channel_id = ?",
                row -> new Located(
                        Workspace.ofRecord(row.getString(1)), JsonColumn.read(row.getString(2), AlertChannel.class)),
                channelId));
    }

    @Override
    public Optional<AlertChannel> change(Workspace workspace, String channelId, UnaryOperator<AlertChannel> change) {
        return database.write(connection -> {
            var changed = channel(connection, workspace, channelId).map(change);
            if (changed.isPresent()) {
                Sql.update(
                        connection,
                        "UPDATE alert_channels SET document = ? WHERE workspace_id = ? AND channel_id = ?",
                        JsonColumn.text(changed.get()),
                        workspace.id(),
                        channelId);
            }
            return changed;
        });
    }

    @Override
    public boolean removeChannel(Workspace workspace, String channelId) {
        return database.write(connection -> {
            for (var table : List.of("alert_notices", "alert_deliveries")) {
                Sql.update(
                        connection,
                        "DELETE FROM " + table + " WHERE workspace_id = ? AND channel_id = ?",
                        workspace.id(),
                        channelId);
            }
            return Sql.update(
                            connection,
                            "DELETE FROM alert_channels WHERE workspace_id = ? AND channel_id = ?",
                            workspace.id(),
                            channelId)
                    == 1;
        });
    }

    @Override
    public void add(Workspace workspace, AlertRule rule) {
        database.write(connection -> insert(connection, workspace, rule));
    }

    private static int insert(Connection connection, Workspace workspace, AlertRule rule) throws SQLException {
        return Sql.update(
                connection,
                "INSERT INTO alert_rules (rule_id, workspace_id, created_at, document) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                rule.ruleId(),
                workspace.id(),
                ServerJson.text(rule.createdAt()),
                JsonColumn.text(rule));
    }

    @Override
    public Optional<AlertRule> rule(Workspace workspace, String ruleId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT document FROM alert_rules WHERE workspace_id = ? AND rule_id = ?",
                row -> JsonColumn.read(row.getString(1), AlertRule.class),
                workspace.id(),
                ruleId));
    }

    @Override
    public List<AlertRule> rules(Workspace workspace) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT document FROM alert_rules WHERE workspace_id = ? ORDER BY created_at, rule_id",
                row -> JsonColumn.read(row.getString(1), AlertRule.class),
                workspace.id()));
    }

    @Override
    public boolean save(Workspace workspace, AlertRule rule) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE alert_rules SET document = ? WHERE workspace_id = ? AND rule_id = ?",
                        JsonColumn.text(rule),
                        workspace.id(),
                        rule.ruleId())
                == 1);
    }

    @Override
    public boolean removeRule(Workspace workspace, String ruleId) {
        return database.write(connection -> Sql.update(
                        connection,
                        "DELETE FROM alert_rules WHERE workspace_id = ? AND rule_id = ?",
                        workspace.id(),
                        ruleId)
                == 1);
    }
}
