package io.reconai.server.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.limits.RateGate;
import io.reconai.server.store.AccountStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Local accounts: register, sign in, renew, sign out.
///
/// A browser, known by its `Origin`, gets cookies and no token; everybody else gets tokens and no cookies.
@Path("/api/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuthResource {

    private static final int LONGEST_NAME = 100;

    private final AccountStore accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Profiles profiles;
    private final RateGate gate;
    private final AuditLog audit;
    private final CurrentCaller caller;

    AuthResource(
            AccountStore accounts,
            Passwords passwords,
            Sessions sessions,
            AccessTokens tokens,
            Profiles profiles,
            RateGate gate,
            AuditLog audit,
            CurrentCaller caller) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.profiles = profiles;
        this.gate = gate;
        this.audit = audit;
        this.caller = caller;
    }

    /// What a new account is made from.
    public record Registration(
            @Nullable String email,
            @Nullable String password,
            @Nullable String displayName) {}

    /// E-mail and password.
    public record SignIn(@Nullable String email, @Nullable String password) {}

    /// A refresh token, where the browser's cookie does not stand for it.
    public record Refresh(@Nullable String refreshToken) {}

    /// An account, and tokens unless the caller is a browser.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedIn(
            Profile data,
            String message,
            @Nullable String accessToken,
            @Nullable String tokenType,
            @Nullable Long expiresIn,
            @Nullable String refreshToken) {}

    @POST
    @Path("/register")
    @Public
    public Response register(
            @Nullable Registration wish,
            @HeaderParam("Origin") @Nullable String origin,
            @Context UriInfo uri,
            @Context RoutingContext routing) {
        var email = EmailAddress.parse(wish == null ? null : wish.email());
        var password = required("password", wish == null ? null : wish.password());
        passwords.requireGood(password, email);
        var name = displayName(wish == null ? null : wish.displayName());
        gate.admitRegistration(routing);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var account = new Account(Ids.next("u"), email, passwords.hash(password), name.orElse(null), now, now);
        if (!accounts.add(account)) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "There is an account with this e-mail address");
        }
        audit.recordOf(Workspace.of(account.uid()), account, "user.registered");
        return signedIn(201, account, "User registered successfully", origin, uri);
    }

    @POST
    @Path("/login")
    @Public
    public Response login(
            @Nullable SignIn given,
            @HeaderParam("Origin") @Nullable String origin,
            @Context UriInfo uri,
            @Context RoutingContext routing) {
        var email = required("email", given == null ? null : given.email());
        var password = required("password", given == null ? null : given.password());
        gate.admitLogin(email, routing);
        var account = accounts.findByEmail(email).orElse(null);
        var isRight = password.length() <= 128
                && (account == null
                        ? passwords.matchesNobody(password)
                        : passwords.matches(password, account.passwordHash()));
        if (account == null || !isRight) {
            if (account != null) {
                audit.recordOf(Workspace.of(account.uid()), account, "user.failed_login");
            }
            throw new ApiException(ErrorCode.INVALID_CREDENTIALS, "E-mail or password is wrong");
        }
        accounts.signedIn(account.uid(), Instant.now());
        audit.recordOf(Workspace.of(account.uid()), account, "user.login");
        return signedIn(200, accounts.find(account.uid()).orElse(account), "Login successful", origin, uri);
    }

    @POST
    @Path("/refresh")
    @Public
    public Response refresh(
            @Nullable Refresh given,
            @CookieParam(BrowserCookies.SESSION) @Nullable String cookie,
            @HeaderParam(BrowserCookies.CSRF_HEADER) @Nullable String csrf,
            @Context UriInfo uri) {
        var token = given == null ? null : given.refreshToken();
        if (token != null && token.startsWith("rt_")) {
            var opened = sessions.renew(token.substring("rt_".length()));
            return Response.ok(withTokens(account(opened), "Renewed", opened)).build();
        }
        if (cookie == null) {
            throw new ApiException(ErrorCode.AUTH_TOKEN_MISSING, "A refresh token is needed");
        }
        var known = sessions.bySecret(cookie);
        if (known.isPresent() && !known.get().csrf().equals(csrf)) {
            throw new ApiException(
                    ErrorCode.CSRF_FAILED, "The header " + BrowserCookies.CSRF_HEADER + " is missing or wrong");
        }
        var opened = sessions.renew(cookie);
        return Response.ok(withoutTokens(account(opened), "Renewed"))
                .cookie(BrowserCookies.of(opened, isSecure(uri)))
                .build();
    }

    @POST
    @Path("/logout")
    @ForPersons
    public Response logout(@Context UriInfo uri) {
        switch (caller.get().credential()) {
            case Credential.Browser(var sessionId) -> sessions.end(sessionId);
            case Credential.IdToken(var sessionId) -> sessions.end(sessionId);
            case Credential.ApiToken _ -> throw new IllegalStateException("API tokens do not reach this");
        }
        return Response.noContent().cookie(BrowserCookies.none(isSecure(uri))).build();
    }

    @GET
    @Path("/me")
    @ForPersons
    public Data<Profile> me() {
        return new Data<>(profiles.of(caller.get().account(), caller.get().membership()));
    }

    private Account account(Sessions.Opened opened) {
        return accounts.find(opened.session().uid())
                .orElseThrow(() -> new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "There is no such account"));
    }

    private Response signedIn(int status, Account account, String message, @Nullable String origin, UriInfo uri) {
        var opened = sessions.open(account);
        if (origin == null) {
            return Response.status(status)
                    .entity(withTokens(account, message, opened))
                    .build();
        }
        return Response.status(status)
                .entity(withoutTokens(account, message))
                .cookie(BrowserCookies.of(opened, isSecure(uri)))
                .build();
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

    private static boolean isSecure(UriInfo uri) {
        return "https".equals(uri.getRequestUri().getScheme());
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ApiException.invalid(field, "missing", "is needed");
        }
        return value;
    }

    private static Optional<String> displayName(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        if (typed.strip().length() > LONGEST_NAME) {
            throw ApiException.invalid("display_name", "length", "has at most " + LONGEST_NAME + " characters");
        }
        return Optional.of(typed.strip());
    }
}
