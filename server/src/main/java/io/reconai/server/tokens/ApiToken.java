package io.reconai.server.tokens;

import io.reconai.server.identity.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token for programs, without its secret.
///
/// @param prefix the beginning of the secret, by which people and the store know it
/// @param createdBy the person whose role bounds what it may do
public record ApiToken(
        String tokenId,
        String workspaceId,
        String name,
        String prefix,
        List<Scope> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp) {

    public ApiToken {
        scopes = List.copyOf(scopes);
    }
}
