package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetRemarkStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What people say of assets, in SQLite: a row of its own for each that somebody said something of.
public final class SqliteAssetRemarkStore implements AssetRemarkStore {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Database database;

    public SqliteAssetRemarkStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Changed> change(Workspace workspace, String assetId, UnaryOperator<AssetRemarks> change) {
        return database.write(workspace.id(), connection -> {
            var value = value(connection, workspace, assetId);
            if (value.isEmpty()) {
                return Optional.<Changed>empty();
            }
            var before = of(connection, assetId);
            var after = change.apply(before);
            if (!after.equals(before)) {
                put(connection, workspace, assetId, after);
            }
            return Optional.of(new Changed(value.get(), before, after));
        });
    }

    private static void put(Connection connection, Workspace workspace, String assetId, AssetRemarks remarks)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO asset_remarks (asset_id, workspace_id, tags, owner, notes, rescan_enabled,"
                        + " scan_frequency_hours, next_scan_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                assetId,
                workspace.id(),
                json(remarks.tags()),
                remarks.owner(),
                remarks.notes(),
                remarks.rescanEnabled(),
                remarks.scanFrequencyHours(),
                remarks.nextScanAt() == null ? null : ServerJson.text(remarks.nextScanAt()));
        Sql.update(connection, "DELETE FROM asset_tags WHERE asset_id = ?", assetId);
        Sql.update(
                connection,
                "INSERT INTO asset_tags (workspace_id, tag, asset_id) SELECT ?, value, ? FROM json_each(?)",
                workspace.id(),
                assetId,
                json(remarks.tags()));
    }

    /// What is said of an asset.
    static AssetRemarks of(Connection connection, String assetId) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT * FROM asset_remarks WHERE asset_id = ?",
                        SqliteAssetRemarkStore::remarks,
                        assetId)
                .orElse(AssetRemarks.NONE);
    }

    /// What is said of those assets of which something is.
    static Map<String, AssetRemarks> of(Connection connection, List<String> assetIds) throws SQLException {
        Map<String, AssetRemarks> all = new HashMap<>();
        Sql.list(
                connection,
                "SELECT * FROM asset_remarks WHERE asset_id IN (SELECT value FROM json_each(?))",
                row -> all.put(row.getString("asset_id"), remarks(row)),
                json(assetIds));
        return all;
    }

    static AssetRemarks remarks(ResultSet row) throws SQLException {
        var hours = row.getInt("scan_frequency_hours");
        var isSaid = !row.wasNull();
        return new AssetRemarks(
                texts(row.getString("tags")),
                row.getString("owner"),
                row.getString("notes"),
                row.getBoolean("rescan_enabled"),
                isSaid ? hours : null,
                time(row.getString("next_scan_at")));
    }

    @Override
    public Optional<String> delete(Workspace workspace, String assetId) {
        return database.write(workspace.id(), connection -> {
            var value = value(connection, workspace, assetId);
            if (value.isPresent()) {
                for (var table : List.of("finding_changes", "findings")) {
                    Sql.update(
                            connection,
                            "DELETE FROM " + table + " WHERE workspace_id = ?1 AND finding_id IN (SELECT finding_id"
                                    + " FROM findings WHERE workspace_id = ?1 AND asset_id = ?2)",
                            workspace.id(),
                            assetId);
                }
                Sql.update(connection, "DELETE FROM assets WHERE asset_id = ?", assetId);
            }
            return value;
        });
    }

    @Override
    public long clear(Workspace workspace, Optional<String> parentDomain) {
        var domain = parentDomain.orElse("");
        return database.write(workspace.id(), connection -> {
            for (var table : List.of("finding_changes", "findings")) {
                Sql.update(
                        connection,
                        "DELETE FROM " + table + " WHERE workspace_id = ?1 AND (?2 = '' OR finding_id IN"
                                + " (SELECT finding_id FROM findings WHERE workspace_id = ?1 AND parent_domain = ?2))",
                        workspace.id(),
                        domain);
            }
            return Sql.update(
                    connection,
                    "DELETE FROM assets WHERE workspace_id = ?1 AND (?2 = '' OR parent_domain = ?2)",
                    workspace.id(),
                    domain);
        });
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT workspace_id, asset_id FROM asset_remarks r WHERE next_scan_at <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM workspaces w WHERE w.workspace_id = r.workspace_id AND w.archived)"
                        + " ORDER BY next_scan_at LIMIT ?",
                row -> new Due(Workspace.ofRecord(row.getString(1)), row.getString(2)),
                ServerJson.text(now),
                limit));
    }

    private static Optional<String> value(Connection connection, Workspace workspace, String assetId)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT asset_value FROM assets WHERE workspace_id = ? AND asset_id = ?",
                row -> row.getString(1),
                workspace.id(),
                assetId);
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Timestamp.parse(text);
    }

    private static String json(List<String> texts) {
        try {
            return ServerJson.forStore().writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> texts(String json) throws SQLException {
        try {
            return ServerJson.forStore().readValue(json, TEXTS);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("tags of the store cannot be read", damaged);
        }
    }
}
