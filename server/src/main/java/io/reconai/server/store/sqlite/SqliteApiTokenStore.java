package io.reconai.server.store.sqlite;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Scope;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.tokens.ApiToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// API tokens in SQLite.
public final class SqliteApiTokenStore implements ApiTokenStore {

    private final Database database;

    public SqliteApiTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Workspace workspace, ApiToken token, String hash) {
        return database.write(connection -> Sql.update(
                        connection,
                        "INSERT INTO api_tokens (token_id, workspace_id, name, prefix, hash, scopes, created_by, created_at,"
                                + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (prefix) DO NOTHING",
                        token.tokenId(),
                        workspace.id(),
                        token.name(),
                        token.prefix(),
                        hash,
                        token.scopes().stream().map(Scope::word).collect(Collectors.joining(" ")),
                        token.createdBy(),
                        ServerJson.text(token.createdAt()),
                        ServerJson.text(token.expiresAt()))
                == 1);
    }

    @Override
    public Optional<Kept> findByPrefix(String prefix) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM api_tokens WHERE prefix = ?",
                row -> new Kept(token(row), row.getString("hash")),
                prefix));
    }

    @Override
    public Optional<ApiToken> find(Workspace workspace, String tokenId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM api_tokens WHERE workspace_id = ? AND token_id = ?",
                SqliteApiTokenStore::token,
                workspace.id(),
                tokenId));
    }

    @Override
    public PageOf<ApiToken> list(Workspace workspace, Optional<String> createdBy, PageRequest page) {
        var where = new Where("workspace_id", workspace.id());
        createdBy.ifPresent(uid -> where.and("created_by = ?", uid));
        return database.read(connection -> new PageOf<>(
                where.page(connection, "*", "api_tokens", page, "token_id", SqliteApiTokenStore::token),
                where.count(connection, "api_tokens")));
    }

    @Override
    public void rename(Workspace workspace, String tokenId, String name) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE api_tokens SET name = ? WHERE workspace_id = ? AND token_id = ?",
                name,
                workspace.id(),
                tokenId));
    }

    @Override
    public void remove(Workspace workspace, String tokenId) {
        database.write(connection -> Sql.update(
                connection, "DELETE FROM api_tokens WHERE workspace_id = ? AND token_id = ?", workspace.id(), tokenId));
    }

    @Override
    public void used(Map<String, LastUse> uses) {
        database.write(connection -> {
            for (var use : uses.entrySet()) {
                Sql.update(
                        connection,
                        "UPDATE api_tokens SET last_used_at = ?, last_used_ip = ? WHERE token_id = ?",
                        ServerJson.text(use.getValue().at()),
                        use.getValue().address(),
                        use.getKey());
            }
            return uses.size();
        });
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("token_id"),
                row.getString("workspace_id"),
                row.getString("name"),
                row.getString("prefix"),
                Stream.of(row.getString("scopes").split(" "))
                        .flatMap(word -> Scope.of(word).stream())
                        .toList(),
                row.getString("created_by"),
                Timestamp.parse(row.getString("created_at")),
                Timestamp.parse(row.getString("expires_at")),
                time(row.getString("last_used_at")),
                row.getString("last_used_ip"));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Timestamp.parse(text);
    }
}
