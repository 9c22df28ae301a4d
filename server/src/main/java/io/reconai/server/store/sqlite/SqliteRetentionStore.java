package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.RetentionStore;
import io.reconai.server.usage.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Forgets in SQLite, one scan in each transaction, so that nobody waits long.
final class SqliteRetentionStore implements RetentionStore {

    private final Database database;

    SqliteRetentionStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Holder> holders(String after, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT workspace_id, plan FROM workspaces WHERE workspace_id > ? ORDER BY workspace_id LIMIT ?",
                row -> new Holder(Workspace.ofRecord(row.getString(1)), Plan.of(row.getString(2))),
                after,
                limit));
    }

    @Override
    public int forgetScans(Workspace workspace, Instant before, int most) {
        var old = database.read(connection -> Sql.list(
                connection,
                "SELECT scan_id FROM scans WHERE workspace_id = ? AND created_at < ?"
                        + " AND scan_status NOT IN ('pending', 'running') ORDER BY created_at LIMIT ?",
                row -> row.getString(1),
                workspace.id(),
                ServerJson.text(before),
                most));
        for (var scanId : old) {
            database.write(connection -> {
                SqliteEvidenceStore.remove(connection, workspace, scanId);
                return SqliteScanStore.remove(connection, workspace, scanId);
            });
        }
        return old.size();
    }

    @Override
    public void forgetLooks(Workspace workspace, Instant before) {
        database.write(connection -> {
            Sql.update(
                    connection,
                    "DELETE FROM asset_history WHERE workspace_id = ? AND at < ? AND (asset_id, scan_id) NOT IN"
                            + " (SELECT asset_id, last_scan_id FROM assets WHERE workspace_id = ?)",
                    workspace.id(),
                    ServerJson.text(before),
                    workspace.id());
            return Sql.update(
                    connection,
                    "DELETE FROM daily_snapshots WHERE workspace_id = ? AND day < ?",
                    workspace.id(),
                    LocalDate.ofInstant(before, ZoneOffset.UTC).toString());
        });
    }
}
