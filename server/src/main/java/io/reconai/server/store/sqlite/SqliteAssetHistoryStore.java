package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetHistoryStore;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The history of assets in SQLite; triggers write it (`005-analytics.sql`).
public final class SqliteAssetHistoryStore implements AssetHistoryStore {

    private final Database database;

    public SqliteAssetHistoryStore(Database database) {
        this.database = database;
    }

    @Override
    public PageOf<Look> list(Workspace workspace, String assetId, long offset, int limit) {
        return database.read(connection -> {
            var total = Sql.first(
                            connection,
                            "SELECT count(*) FROM asset_history WHERE workspace_id = ? AND asset_id = ?",
                            row -> row.getLong(1),
                            workspace.id(),
                            assetId)
                    .orElse(0L);
            var looks = Sql.list(
                    connection,
                    "SELECT scan_id, row_document FROM asset_history WHERE workspace_id = ? AND asset_id = ?"
                            + " ORDER BY at DESC, scan_id LIMIT ? OFFSET ?",
                    SqliteAssetHistoryStore::look,
                    workspace.id(),
                    assetId,
                    limit,
                    offset);
            return new PageOf<>(looks, total);
        });
    }

    private static Look look(ResultSet row) throws SQLException {
        try {
            return new Look(
                    row.getString("scan_id"),
                    ServerJson.forStore().readValue(row.getString("row_document"), AssetRow.class));
        } catch (JsonProcessingException damaged) {
            throw new SQLException("an asset's document cannot be read", damaged);
        }
    }
}
