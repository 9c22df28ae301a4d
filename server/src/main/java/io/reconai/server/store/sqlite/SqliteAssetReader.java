package io.reconai.server.store.sqlite;

import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads assets in SQLite in great numbers.
///
/// No connection is held while somebody downloads: first all ids are read, then a few assets at a time.
public final class SqliteAssetReader implements AssetReader {

    private static final int ALL = Integer.MAX_VALUE;

    private final Database database;
    private final AssetStore assets;

    public SqliteAssetReader(Database database, AssetStore assets) {
        this.database = database;
        this.assets = assets;
    }

    @Override
    public List<String> ids(Workspace workspace, AssetFilter filter, List<PageRequest.Criterion> sort) {
        var page = SqliteAssetStore.order(new PageRequest(1, ALL, sort));
        return database.read(connection -> AssetConditions.of(workspace, filter)
                .page(connection, "asset_id", "assets", page, "asset_id", row -> row.getString(1)));
    }

    @Override
    public List<StoredAsset> read(Workspace workspace, List<String> ids) {
        return ids.stream()
                .map(id -> assets.find(workspace, id))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Map<String, String> idsOf(Workspace workspace, Collection<String> values) {
        Map<String, String> ids = new HashMap<>();
        return database.read(connection -> {
            for (var value : values) {
                Sql.first(
                                connection,
                                "SELECT asset_id FROM assets WHERE workspace_id = ? AND asset_value = ?",
                                row -> row.getString(1),
                                workspace.id(),
                                value)
                        .ifPresent(id -> ids.put(value, id));
            }
            return ids;
        });
    }

    @Override
    public List<Count> counts(Workspace workspace, AssetFilter filter, Facet facet, int limit) {
        var where = AssetConditions.of(workspace, filter);
        var word = facet.name().toLowerCase(Locale.ROOT);
        return database.read(connection -> switch (facet) {
            case RISK_LEVEL, ASSET_TYPE, PARENT_DOMAIN ->
                where.counts(connection, word, "assets", limit, SqliteAssetReader::count);
            case TAG ->
                where.counts(
                        connection,
                        "tag",
                        "assets JOIN (SELECT asset_id AS tagged, tag FROM asset_tags) ON tagged = asset_id",
                        limit,
                        SqliteAssetReader::count);
            case TECHNOLOGY, PORT, COUNTRY, ASN ->
                where.counts(
                        connection,
                        "value",
                        "assets JOIN (SELECT DISTINCT asset_id AS owner, value FROM asset_facts WHERE kind = '" + word
                                + "') ON owner = asset_id",
                        limit,
                        SqliteAssetReader::count);
        });
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(row.getString(1), row.getLong(2));
    }
}
