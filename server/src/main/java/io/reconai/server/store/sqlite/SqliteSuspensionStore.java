package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.SuspensionStore;
import io.reconai.server.suspensions.Suspension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Suspensions in SQLite.
public final class SqliteSuspensionStore implements SuspensionStore {

    private final Database database;

    SqliteSuspensionStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Workspace> workspace(String workspaceId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT workspace_id FROM workspaces WHERE workspace_id = ?",
                row -> Workspace.ofRecord(row.getString(1)),
                workspaceId));
    }

    @Override
    public void put(Suspension suspension) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT OR REPLACE INTO suspensions (subject, label, reason, since, suspended_by)"
                        + " VALUES (?, ?, ?, ?, ?)",
                suspension.subject(),
                suspension.label(),
                suspension.reason(),
                ServerJson.text(suspension.since()),
                suspension.by()));
    }

    @Override
    public boolean remove(String subject) {
        return database.write(
                        connection -> Sql.update(connection, "DELETE FROM suspensions WHERE subject = ?", subject))
                == 1;
    }

    @Override
    public Optional<Suspension> find(List<String> subjects) {
        return database.remembered(
                "suspensions",
                List.of("suspension", subjects),
                connection -> Sql.first(
                        connection,
                        "SELECT * FROM suspensions WHERE subject IN (SELECT value FROM json_each(?))",
                        SqliteSuspensionStore::row,
                        JsonColumn.list(subjects)));
    }

    @Override
    public List<Suspension> list() {
        return database.read(connection -> Sql.list(
                connection, "SELECT * FROM suspensions ORDER BY since DESC, subject", SqliteSuspensionStore::row));
    }

    private static Suspension row(ResultSet row) throws SQLException {
        return new Suspension(
                row.getString("subject"),
                row.getString("label"),
                row.getString("reason"),
                Timestamp.parse(row.getString("since")),
                row.getString("suspended_by"));
    }
}
