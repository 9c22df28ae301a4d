package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertWatchStore;
import java.time.Instant;
import java.util.List;

/// What alerts watch, in SQLite.
final class SqliteAlertWatchStore implements AlertWatchStore {

    private final Database database;

    SqliteAlertWatchStore(Database database) {
        this.database = database;
    }

    @Override
    public List<AssetRow> endingCertificates(
            Workspace workspace, Instant from, Instant until, String afterId, int most) {
        return database.read(connection -> Sql.list(
                connection,
                // In the order of ids SQLite would rather go through all assets of the store.
                "SELECT asset_id, row_document FROM assets INDEXED BY assets_by_certificate WHERE workspace_id = ?"
                        + " AND ssl_cert_expiry > ? AND ssl_cert_expiry <= ? AND state = 'active' AND asset_id > ?"
                        + " ORDER BY asset_id LIMIT ?",
                row -> JsonColumn.read(row.getString(2), AssetRow.class)
                        .remarked(SqliteAssetRemarkStore.of(connection, row.getString(1))),
                workspace.id(),
                ServerJson.text(from),
                ServerJson.text(until),
                afterId,
                most));
    }

    @Override
    public List<LostProof> lostProofs(int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT workspace_id, domain_id, domain, lost_at FROM domains WHERE lost_at IS NOT NULL LIMIT ?",
                row -> new LostProof(
                        Workspace.ofRecord(row.getString(1)),
                        row.getString(2),
                        new DomainName(row.getString(3)),
                        Timestamp.parse(row.getString(4))),
                most));
    }

    @Override
    public void told(LostProof lost) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE domains SET lost_at = NULL WHERE workspace_id = ? AND domain_id = ? AND lost_at = ?",
                lost.workspace().id(),
                lost.domainId(),
                ServerJson.text(lost.at())));
    }

    @Override
    public List<Workspace> workspaces(String afterId, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT workspace_id FROM workspaces WHERE workspace_id > ? ORDER BY workspace_id LIMIT ?",
                row -> Workspace.ofRecord(row.getString(1)),
                afterId,
                most));
    }
}
