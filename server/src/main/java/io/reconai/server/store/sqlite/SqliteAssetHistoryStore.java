package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetHistoryStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.OptionalDouble;

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
                            // Left to itself SQLite goes through the history of all assets.
                            "SELECT count(*) FROM asset_history INDEXED BY asset_history_by_time"
                                    + " WHERE workspace_id = ? AND asset_id = ?",
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

    @Override
    public PageOf<AssetRow> seenBy(Workspace workspace, String scanId, AssetFilter filter, PageRequest page) {
        var where = AssetConditions.ofScan(workspace, scanId, filter);
        var order = SqliteAssetStore.order(page);
        return database.read(connection -> {
            var rows = new ArrayList<AssetRow>();
            for (var row : where.page(
                    connection, "row_document", "scan_assets", order, "asset_id", SqliteAssetHistoryStore::row)) {
                rows.add(row.remarked(SqliteAssetRemarkStore.of(connection, row.assetId())));
            }
            return new PageOf<>(rows, where.count(connection, "scan_assets"));
        });
    }

    @Override
    public OptionalDouble meanRisk(Workspace workspace, String scanId) {
        var sums = database.read(connection -> Sql.list(
                connection,
                "SELECT avg(risk_score) FROM scan_assets WHERE workspace_id = ? AND scan_id = ? HAVING count(*) > 0",
                row -> row.getDouble(1),
                workspace.id(),
                scanId));
        return sums.stream().mapToDouble(Double::doubleValue).findFirst();
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(row.getString("scan_id"), row(row));
    }

    private static AssetRow row(ResultSet row) throws SQLException {
        try {
            return ServerJson.forStore().readValue(row.getString("row_document"), AssetRow.class);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("an asset's document cannot be read", damaged);
        }
    }
}
