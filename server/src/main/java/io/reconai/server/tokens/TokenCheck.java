package io.reconai.server.tokens;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.store.ApiTokenStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Verifies API tokens. Every look is at the store, so that a revoked one is dead at once.
@ApplicationScoped
public class TokenCheck {

    /// What a token that nobody has is compared with, so that it takes as long.
    private static final String NOBODYS = "0".repeat(64);

    private final ApiTokenStore store;
    private final Clock clock;

    TokenCheck(ApiTokenStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// True for what says of itself that it is an API token, right or wrong.
    public static boolean looksLikeOne(String bearer) {
        return bearer.startsWith(TokenSecret.MARK);
    }

    /// @throws ApiException `AUTH_TOKEN_INVALID` or `AUTH_TOKEN_EXPIRED`
    public ApiToken verify(String shown) {
        var secret = TokenSecret.parse(shown).orElseThrow(TokenCheck::invalid);
        var kept = store.findByPrefix(secret.prefix());
        var isRight = secret.matches(kept.map(ApiTokenStore.Kept::hash).orElse(NOBODYS));
        if (kept.isEmpty() || !isRight) {
            throw invalid();
        }
        var token = kept.get().token();
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new ApiException(ErrorCode.AUTH_TOKEN_EXPIRED, "The token has expired");
        }
        return token;
    }

    private static ApiException invalid() {
        return new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The token is not valid");
    }
}
