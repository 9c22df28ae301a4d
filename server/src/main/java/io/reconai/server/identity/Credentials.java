package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.store.AccountStore;
import io.reconai.server.tokens.TokenCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies what a request shows: a bearer token, else the browser's cookie.
@ApplicationScoped
class Credentials {

    static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private static final String BEARER = "bearer ";

    private final AccessTokens tokens;
    private final TokenCheck apiTokens;
    private final Sessions sessions;
    private final Sightings sightings;
    private final AccountStore accounts;
    private final IdentitySettings settings;
    private final IdentityProvider provider;

    Credentials(
            AccessTokens tokens,
            TokenCheck apiTokens,
            Sessions sessions,
            Sightings sightings,
            AccountStore accounts,
            IdentitySettings settings,
            IdentityProvider provider) {
        this.settings = settings;
        this.provider = provider;
        this.tokens = tokens;
        this.apiTokens = apiTokens;
        this.sessions = sessions;
        this.sightings = sightings;
        this.accounts = accounts;
    }

    /// Somebody who showed a credential that counts.
    ///
    /// @param boundTo the one workspace that an API token is for
    record Verified(Account account, Credential credential, Optional<String> boundTo) {}

    /// @throws ApiException with 401, or `CSRF_FAILED`
    Verified verify(ContainerRequestContext request) {
        var header = request.getHeaderString("Authorization");
        if (header == null) {
            return byCookie(request);
        }
        var token = bearer(header);
        if (TokenCheck.looksLikeOne(token)) {
            return byApiToken(token);
        }
        return settings.isLocal() ? byIdToken(token) : byExternalToken(token);
    }

    /// The token of a header `Authorization`.
    ///
    /// @throws ApiException `AUTH_TOKEN_MISSING`
    static String bearer(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw missing();
        }
        return header.substring(BEARER.length()).strip();
    }

    private Verified byExternalToken(String text) {
        var identity = provider.verify(text);
        var account = accounts.find(identity.subject())
                .orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND, "You are not registered yet"));
        return new Verified(account, new Credential.ExternalToken(), Optional.empty());
    }

    private Verified byApiToken(String text) {
        var token = apiTokens.verify(text);
        return new Verified(
                account(token.createdBy()),
                new Credential.ApiToken(token.tokenId(), token.name(), Set.copyOf(token.scopes())),
                Optional.of(token.workspaceId()));
    }

    private Verified byIdToken(String text) {
        var claims = tokens.verify(text);
        var session = sessions.byId(claims.sessionId())
                .filter(open -> open.uid().equals(claims.uid()))
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "Signed out"));
        sightings.used(session);
        return new Verified(account(session.uid()), new Credential.IdToken(session.sessionId()), Optional.empty());
    }

    private Verified byCookie(ContainerRequestContext request) {
        var cookie = request.getCookies().get(BrowserCookies.SESSION);
        if (cookie == null || cookie.getValue().isEmpty()) {
            throw missing();
        }
        var session = sessions.bySecret(cookie.getValue())
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "Signed out"));
        if (!SAFE.contains(request.getMethod()) && !repeatsCsrf(request, session)) {
            throw new ApiException(
                    ErrorCode.CSRF_FAILED, "The header " + BrowserCookies.CSRF_HEADER + " is missing or wrong");
        }
        sightings.used(session);
        return new Verified(account(session.uid()), new Credential.Browser(session.sessionId()), Optional.empty());
    }

    private static boolean repeatsCsrf(ContainerRequestContext request, Session session) {
        var header = request.getHeaderString(BrowserCookies.CSRF_HEADER);
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private Account account(String uid) {
        return accounts.find(uid)
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "There is no such account"));
    }

    private static ApiException missing() {
        return new ApiException(ErrorCode.AUTH_TOKEN_MISSING, "Sign in first");
    }
}
