package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Scope;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.tokens.ApiToken;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/// API tokens in MongoDB.
final class MongoApiTokenStore implements ApiTokenStore {

    private static final Set<String> NULLABLE = Set.of("last_used_at");

    private final Documents tokens;

    MongoApiTokenStore(MongoDatabase database) {
        tokens = new Documents(database.getCollection(Schema.API_TOKENS));
    }

    @Override
    public boolean add(Workspace workspace, ApiToken token, String hash) {
        return tokens.insert(new Document("token_id", token.tokenId())
                .append(Schema.WORKSPACE, workspace.id())
                .append("name", token.name())
                .append("prefix", token.prefix())
                .append("hash", hash)
                .append("scopes", token.scopes().stream().map(Scope::word).toList())
                .append("created_by", token.createdBy())
                .append("created_at", Values.date(token.createdAt()))
                .append("expires_at", Values.date(token.expiresAt())));
    }

    @Override
    public Optional<Kept> findByPrefix(String prefix) {
        return tokens.first(new Document("prefix", prefix))
                .map(found -> new Kept(token(found), found.getString("hash")));
    }

    @Override
    public Optional<ApiToken> find(Workspace workspace, String tokenId) {
        return tokens.first(one(workspace, tokenId)).map(MongoApiTokenStore::token);
    }

    @Override
    public PageOf<ApiToken> list(Workspace workspace, Optional<String> createdBy, PageRequest page) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id());
        createdBy.ifPresent(uid -> criteria.is("created_by", uid));
        return tokens.page(criteria.filter(), page, "token_id", NULLABLE, MongoApiTokenStore::token);
    }

    @Override
    public void rename(Workspace workspace, String tokenId, String name) {
        tokens.update(one(workspace, tokenId), new Document("$set", new Document("name", name)));
    }

    @Override
    public void remove(Workspace workspace, String tokenId) {
        tokens.remove(one(workspace, tokenId));
    }

    @Override
    public void used(Map<String, LastUse> uses) {
        uses.forEach((tokenId, use) -> tokens.update(
                new Document("token_id", tokenId),
                new Document(
                        "$set",
                        new Document("last_used_at", Values.date(use.at())).append("last_used_ip", use.address()))));
    }

    private static Document one(Workspace workspace, String tokenId) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("token_id", tokenId);
    }

    private static ApiToken token(Document token) {
        return new ApiToken(
                token.getString("token_id"),
                token.getString(Schema.WORKSPACE),
                token.getString("name"),
                token.getString("prefix"),
                Values.texts(token, "scopes").stream()
                        .flatMap(word -> Scope.of(word).stream())
                        .toList(),
                token.getString("created_by"),
                Values.instant(token, "created_at"),
                Values.instant(token, "expires_at"),
                Values.instantOrNull(token, "last_used_at"),
                Values.textOrNull(token, "last_used_ip"));
    }
}
