package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.store.AccountStore;
import io.reconai.server.store.WorkspaceStore;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Verifies the credential of every request that is not [Public]: a bearer token, else the browser's cookie.
public final class Authentication {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "bearer ";

    private final AccessTokens tokens;
    private final Sessions sessions;
    private final AccountStore accounts;
    private final WorkspaceStore workspaces;
    private final CurrentCaller current;

    Authentication(
            AccessTokens tokens,
            Sessions sessions,
            AccountStore accounts,
            WorkspaceStore workspaces,
            CurrentCaller current) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.current = current;
    }

    /// Lets public resources through; everything else only with a credential that verifies.
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public void authenticate(ContainerRequestContext request, ResourceInfo resource) {
        if (isPublic(resource)) {
            return;
        }
        var header = request.getHeaderString("Authorization");
        current.set(header == null ? byCookie(request) : byToken(header));
    }

    private static boolean isPublic(ResourceInfo resource) {
        return resource.getResourceClass() != null
                && (resource.getResourceClass().isAnnotationPresent(Public.class)
                        || resource.getResourceMethod().isAnnotationPresent(Public.class));
    }

    private Caller byToken(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw missing();
        }
        var claims = tokens.verify(header.substring(BEARER.length()).strip());
        var session = sessions.byId(claims.sessionId())
                .filter(open -> open.uid().equals(claims.uid()))
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "Signed out"));
        return caller(session, new Credential.IdToken(session.sessionId()));
    }

    private Caller byCookie(ContainerRequestContext request) {
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
        return caller(session, new Credential.Browser(session.sessionId()));
    }

    private static boolean repeatsCsrf(ContainerRequestContext request, Session session) {
        var header = request.getHeaderString(BrowserCookies.CSRF_HEADER);
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private Caller caller(Session session, Credential credential) {
        var account = accounts.find(session.uid())
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "There is no such account"));
        var membership =
                workspaces.membership(account.uid(), account.uid()).orElseThrow(ApiException::notFound);
        return new Caller(account, Workspace.of(membership.workspaceId()), membership, credential);
    }

    private static ApiException missing() {
        return new ApiException(ErrorCode.AUTH_TOKEN_MISSING, "Sign in first");
    }
}
