package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.EvidenceStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What scans saw, in SQLite.
public final class SqliteEvidenceStore implements EvidenceStore {

    private final Database database;

    public SqliteEvidenceStore(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Workspace workspace, String scanId, List<Evidence> hosts) {
        var packed = hosts.stream()
                .map(host -> PackedText.packed(write(Json.mapper(), host).getBytes(StandardCharsets.UTF_8)))
                .toList();
        database.write(workspace.id(), connection -> {
            for (var i = 0; i < packed.size(); i++) {
                put(connection, workspace, scanId, hosts.get(i).host().value(), packed.get(i));
            }
            return true;
        });
    }

    /// Part of keeping an asset.
    static void put(Connection connection, Workspace workspace, String scanId, String host, byte[] packed)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO scan_evidence (scan_id, host, workspace_id, document) VALUES (?, ?, ?, ?)",
                scanId,
                host,
                workspace.id(),
                packed);
    }

    @Override
    public void keepReport(Workspace workspace, String scanId, String json) {
        database.write(
                workspace.id(),
                connection -> Sql.update(
                        connection,
                        "INSERT OR REPLACE INTO scan_reports (scan_id, workspace_id, document) VALUES (?, ?, ?)",
                        scanId,
                        workspace.id(),
                        json));
    }

    @Override
    public void keepRow(Workspace workspace, String scanId, AssetRow row) {
        database.write(
                workspace.id(),
                connection -> Sql.update(
                        connection,
                        "INSERT OR REPLACE INTO replayed_assets (scan_id, asset_id, workspace_id, row_document)"
                                + " VALUES (?, ?, ?, ?)",
                        scanId,
                        row.assetId(),
                        workspace.id(),
                        write(ServerJson.forStore(), row)));
    }

    @Override
    public List<Line> lines(Workspace workspace, String scanId, String after, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT host, document FROM scan_evidence WHERE workspace_id = ? AND scan_id = ? AND host > ?"
                        + " ORDER BY host LIMIT ?",
                row -> new Line(row.getString(1), PackedText.unpacked(row.getBytes(2))),
                workspace.id(),
                scanId,
                after,
                limit));
    }

    @Override
    public List<Line> linesOf(Workspace workspace, String scanId, Collection<String> hosts) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT host, document FROM scan_evidence WHERE workspace_id = ? AND scan_id = ?"
                        + " AND host IN (SELECT value FROM json_each(?))",
                row -> new Line(row.getString(1), PackedText.unpacked(row.getBytes(2))),
                workspace.id(),
                scanId,
                write(ServerJson.forStore(), hosts)));
    }

    @Override
    public Optional<String> report(Workspace workspace, String scanId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT document FROM scan_reports WHERE workspace_id = ? AND scan_id = ?",
                row -> row.getString(1),
                workspace.id(),
                scanId));
    }

    @Override
    public long count(Workspace workspace, String scanId) {
        return database.read(connection -> new Where("workspace_id", workspace.id())
                .and("scan_id = ?", scanId)
                .count(connection, "scan_evidence"));
    }

    @Override
    public void remove(Workspace workspace, String scanId) {
        database.write(workspace.id(), connection -> remove(connection, workspace, scanId));
    }

    /// Part of forgetting a scan.
    static boolean remove(Connection connection, Workspace workspace, String scanId) throws SQLException {
        for (var table : List.of("scan_evidence", "scan_reports", "replayed_assets")) {
            Sql.update(
                    connection,
                    "DELETE FROM " + table + " WHERE workspace_id = ? AND scan_id = ?",
                    workspace.id(),
                    scanId);
        }
        return true;
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
