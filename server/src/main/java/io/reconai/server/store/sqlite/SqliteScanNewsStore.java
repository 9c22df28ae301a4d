package io.reconai.server.store.sqlite;

import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.store.ScanNewsStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What scans brought, read from what the scans themselves wrote.
final class SqliteScanNewsStore implements ScanNewsStore {

    private static final String AT_ONCE = ServerJson.text(Instant.EPOCH);

    private final Database database;

    SqliteScanNewsStore(Database database) {
        this.database = database;
    }

    /// Part of the write of a scan's last word, before it.
    static void note(Connection connection, ScanRecord scan) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO scan_news (scan_id, workspace_id, due_at) SELECT scan_id, workspace_id, ? FROM scans"
                        + " WHERE workspace_id = ? AND scan_id = ? AND scan_status IN ('pending', 'running')"
                        + " ON CONFLICT DO NOTHING",
                AT_ONCE,
                scan.workspaceId(),
                scan.view().scanId());
    }

    @Override
    public Optional<Ended> claim(Instant now, Instant again) {
        var isAnythingDue = database.read(connection -> Sql.first(
                connection, "SELECT 1 FROM scan_news WHERE due_at <= ?", row -> row.getInt(1), ServerJson.text(now)));
        if (isAnythingDue.isEmpty()) {
            return Optional.empty();
        }
        return database.write(connection -> {
            Sql.update(connection, "DELETE FROM scan_news WHERE scan_id NOT IN (SELECT scan_id FROM scans)");
            var scanId = Sql.first(
                    connection,
                    "UPDATE scan_news SET due_at = ? WHERE scan_id = (SELECT scan_id FROM scan_news WHERE due_at <= ?"
                            + " ORDER BY due_at, scan_id LIMIT 1) RETURNING scan_id",
                    row -> row.getString(1),
                    ServerJson.text(again),
                    ServerJson.text(now));
            return scanId.isEmpty()
                    ? Optional.<Ended>empty()
                    : Sql.first(
                            connection,
                            "SELECT workspace_id, document FROM scans WHERE scan_id = ?",
                            row -> new Ended(
                                    Workspace.ofRecord(row.getString(1)),
                                    JsonColumn.read(row.getString(2), ScanRecord.class)),
                            scanId.get());
        });
    }

    @Override
    public void told(ScanRecord scan) {
        database.write(connection -> {
            Sql.update(
                    connection,
                    "DELETE FROM assets_gone WHERE workspace_id = ? AND scan_id = ?",
                    scan.workspaceId(),
                    scan.view().scanId());
            return Sql.update(
                    connection,
                    "DELETE FROM scan_news WHERE scan_id = ?",
                    scan.view().scanId());
        });
    }

    @Override
    public List<FindingNews> findings(Workspace workspace, String scanId, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT f.*, c.from_state, c.to_state FROM finding_changes c JOIN findings f"
                        + " ON f.workspace_id = c.workspace_id AND f.finding_id = c.finding_id"
                        + " WHERE c.workspace_id = ? AND c.scan_id = ? AND c.actor_type = 'system'"
                        + " AND (c.from_state IS NULL OR c.to_state = 'fixed' OR c.from_state = 'fixed')"
                        + " ORDER BY f.severity DESC, f.finding_id LIMIT ?",
                row -> new FindingNews(SqliteFindingStore.row(row), change(row)),
                workspace.id(),
                scanId,
                most));
    }

    private static Change change(ResultSet row) throws SQLException {
        if (row.getString("from_state") == null) {
            return Change.NEW;
        }
        return row.getString("to_state").equals("fixed") ? Change.FIXED : Change.REOPENED;
    }

    @Override
    public void forEachAsset(Workspace workspace, String scanId, Consumer<AssetNews> consumer) {
        var ids = database.read(connection -> Sql.list(
                connection,
                "SELECT asset_id FROM asset_history WHERE workspace_id = ? AND scan_id = ? ORDER BY asset_id",
                row -> row.getString(1),
                workspace.id(),
                scanId));
        for (var id : ids) {
            database.read(connection -> news(connection, id, scanId)).ifPresent(consumer);
        }
    }

    private static Optional<AssetNews> news(Connection connection, String assetId, String scanId) throws SQLException {
        var seen = Sql.first(
                connection,
                "SELECT row_document, at FROM asset_history WHERE asset_id = ? AND scan_id = ?",
                row -> new Seen(JsonColumn.read(row.getString(1), AssetRow.class), row.getString(2)),
                assetId,
                scanId);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        var earlier = Sql.first(
                connection,
                "SELECT scan_id, row_document FROM asset_history WHERE asset_id = ? AND at < ?"
                        + " ORDER BY at DESC LIMIT 1",
                row -> earlier(row.getString(1), JsonColumn.read(row.getString(2), AssetRow.class)),
                assetId,
                seen.get().at());
        var row = seen.get().row().remarked(SqliteAssetRemarkStore.of(connection, assetId));
        return Optional.of(new AssetNews(row, earlier.orElse(null)));
    }

    private record Seen(AssetRow row, String at) {}

    private static Earlier earlier(String scanId, AssetRow row) {
        return new Earlier(scanId, row.riskLevel(), row.openPorts());
    }

    @Override
    public List<AssetRow> gone(Workspace workspace, String scanId, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT a.row_document FROM assets_gone g JOIN assets a ON a.asset_id = g.asset_id"
                        + " WHERE g.workspace_id = ? AND g.scan_id = ? AND a.state = 'stale'"
                        + " ORDER BY a.risk_score DESC, a.asset_id LIMIT ?",
                row -> JsonColumn.read(row.getString(1), AssetRow.class),
                workspace.id(),
                scanId,
                most));
    }
}
