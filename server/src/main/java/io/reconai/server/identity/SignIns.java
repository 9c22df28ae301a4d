package io.reconai.server.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.store.AccountStore;
import io.reconai.server.suspensions.Suspensions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Opens sign-ins and answers with them: cookies for a browser, known by its `Origin`; tokens of ours for everybody
/// else where passwords are ours, and nothing where an identity provider's token goes on being the credential.
@ApplicationScoped
class SignIns {

    private static final int LONGEST_AGENT = 300;

    private final AccountStore accounts;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Profiles profiles;
    private final Suspensions suspensions;
    private final IdentitySettings settings;
    private final ClientAddress addresses;

    SignIns(
            AccountStore accounts,
            Sessions sessions,
            AccessTokens tokens,
            Profiles profiles,
            Suspensions suspensions,
            IdentitySettings settings,
            ClientAddress addresses) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.profiles = profiles;
        this.suspensions = suspensions;
        this.settings = settings;
        this.addresses = addresses;
    }

    /// An account, and tokens unless the caller is a browser.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedIn(
            Profile data,
            String message,
            @Nullable String accessToken,
            @Nullable String tokenType,
            @Nullable Long expiresIn,
            @Nullable String refreshToken) {}

    /// Signs somebody in whose identity was just shown.
    ///
    /// @throws ApiException `INVALID_CREDENTIALS` when the password that showed it was changed in the meantime,
    ///     `ACCOUNT_DISABLED` for somebody whom the operator has suspended
    Response open(int status, Account account, String message, RoutingContext request) {
        var isBrowser = request.request().getHeader("Origin") != null;
        if (!isBrowser && !settings.isLocal()) {
            suspensions.refusePerson(account.uid());
            return Response.status(status)
                    .entity(withoutTokens(account, message))
                    .build();
        }
        var opened = opened(account, request);
        if (!isBrowser) {
            return Response.status(status)
                    .entity(withTokens(account, message, opened))
                    .build();
        }
        return Response.status(status)
                .entity(withoutTokens(account, message))
                .cookie(BrowserCookies.of(opened, addresses.isSecure(request)))
                .build();
    }

    /// Signs somebody in whom the identity provider has just sent back: the cookies of his browser.
    ///
    /// @throws ApiException `ACCOUNT_DISABLED` for somebody whom the operator has suspended
    NewCookie[] cookies(Account account, RoutingContext request) {
        return BrowserCookies.of(opened(account, request), addresses.isSecure(request));
    }

    private Sessions.Opened opened(Account account, RoutingContext request) {
        suspensions.refusePerson(account.uid());
        var opened = sessions.open(account, visitor(request));
        refuseIfChanged(account, opened);
        return opened;
    }

    /// A new password ends the sign-ins that there are; this one may have come a moment later.
    private void refuseIfChanged(Account account, Sessions.Opened opened) {
        var latest = accounts.find(account.uid());
        if (latest.isEmpty() || hasOtherPassword(account, latest.get())) {
            sessions.end(opened.session().sessionId());
            throw new ApiException(ErrorCode.INVALID_CREDENTIALS, "The password was changed");
        }
    }

    private static boolean hasOtherPassword(Account then, Account now) {
        var before = then.passwordHash();
        return before != null && !before.equals(now.passwordHash());
    }

    /// A program goes on with a new pair.
    Response renewedTokens(Sessions.Opened opened) {
        return Response.ok(withTokens(account(opened), "Renewed", opened)).build();
    }

    /// A browser goes on with a new cookie.
    Response renewedCookies(Sessions.Opened opened, RoutingContext request) {
        return Response.ok(withoutTokens(account(opened), "Renewed"))
                .cookie(BrowserCookies.of(opened, addresses.isSecure(request)))
                .build();
    }

    /// An answer without a body that takes a browser's cookies away.
    Response signedOut(RoutingContext request) {
        return Response.noContent()
                .cookie(BrowserCookies.none(addresses.isSecure(request)))
                .build();
    }

    private Account account(Sessions.Opened opened) {
        return accounts.find(opened.session().uid())
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "There is no such account"));
    }

    private SignedIn withTokens(Account account, String message, Sessions.Opened opened) {
        return new SignedIn(
                profiles.of(account),
                message,
                tokens.issue(opened.session()),
                "Bearer",
                AccessTokens.LIFETIME.toSeconds(),
                "rt_" + opened.secret());
    }

    private SignedIn withoutTokens(Account account, String message) {
        return new SignedIn(profiles.of(account), message, null, null, null, null);
    }

    private Session.Visitor visitor(RoutingContext request) {
        var agent = request.request().getHeader("User-Agent");
        return new Session.Visitor(
                addresses.of(request),
                agent == null || agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT));
    }
}
