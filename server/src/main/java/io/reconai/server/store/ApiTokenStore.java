package io.reconai.server.store;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.tokens.ApiToken;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// API tokens. Looked up without a workspace once, when a request shows one: it is what says the workspace.
public interface ApiTokenStore {

    /// A token and the SHA-256 of its secret, in hexadecimal.
    record Kept(ApiToken token, String hash) {}

    /// When and from where a token was used last.
    record LastUse(Instant at, String address) {}

    /// @return false when another token has the prefix
    boolean add(Workspace workspace, ApiToken token, String hash);

    Optional<Kept> findByPrefix(String prefix);

    Optional<ApiToken> find(Workspace workspace, String tokenId);

    /// The newest first.
    ///
    /// @param createdBy only of this person; of all when empty
    PageOf<ApiToken> list(Workspace workspace, Optional<String> createdBy, PageRequest page);

    void rename(Workspace workspace, String tokenId, String name);

    void remove(Workspace workspace, String tokenId);

    /// Notes uses by token id.
    void used(Map<String, LastUse> uses);
}
