package io.reconai.server.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reconai.server.identity.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token as the interface shows it; the secret only once.
record TokenView(
        String tokenId,
        String name,
        String prefix,
        List<String> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    static TokenView of(ApiToken token) {
        return view(token, null);
    }

    static TokenView withSecret(ApiToken token, String secret) {
        return view(token, secret);
    }

    private static TokenView view(ApiToken token, @Nullable String secret) {
        return new TokenView(
                token.tokenId(),
                token.name(),
                token.prefix(),
                token.scopes().stream().map(Scope::word).toList(),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.lastUsedIp(),
                secret);
    }
}
