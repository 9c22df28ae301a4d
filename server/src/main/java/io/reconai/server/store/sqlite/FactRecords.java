package io.reconai.server.store.sqlite;

import io.reconai.server.assets.AssetFact;
import io.reconai.server.identity.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// What assets are counted by, in a table of their own.
final class FactRecords {

    private FactRecords() {}

    /// Replaces those of an asset.
    static void put(Connection connection, Workspace workspace, String assetId, Set<AssetFact> facts)
            throws SQLException {
        var known = new HashSet<>(Sql.list(
                connection,
                "SELECT kind, value, detail FROM asset_facts WHERE asset_id = ?",
                row -> new AssetFact(row.getString(1), row.getString(2), row.getString(3)),
                assetId));
        for (var gone : known) {
            if (!facts.contains(gone)) {
                Sql.update(
                        connection,
                        "DELETE FROM asset_facts WHERE asset_id = ? AND kind = ? AND value = ? AND detail = ?",
                        assetId,
                        gone.kind(),
                        gone.value(),
                        gone.detail());
            }
        }
        for (var fact : facts) {
            if (!known.contains(fact)) {
                Sql.update(
                        connection,
                        "INSERT INTO asset_facts (asset_id, workspace_id, kind, value, detail) VALUES (?, ?, ?, ?, ?)",
                        assetId,
                        workspace.id(),
                        fact.kind(),
                        fact.value(),
                        fact.detail());
            }
        }
    }
}
