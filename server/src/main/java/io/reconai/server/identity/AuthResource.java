package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Register, sign in, renew, sign out: with a password, or with an identity provider's token where the operator
/// chose one.
///
/// A browser, known by its `Origin`, gets cookies and no token; everybody else gets tokens and no cookies.
@Path("/api/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuthResource {

    private static final String REGISTERED = "User registered successfully";
    private static final String SIGNED_IN = "Login successful";

    private final LocalSignIn local;
    private final ExternalSignIn external;
    private final SignIns signIns;
    private final Sessions sessions;
    private final IdentitySettings settings;
    private final CurrentCaller caller;

    AuthResource(
            LocalSignIn local,
            ExternalSignIn external,
            SignIns signIns,
            Sessions sessions,
            IdentitySettings settings,
            CurrentCaller caller) {
        this.local = local;
        this.external = external;
        this.signIns = signIns;
        this.sessions = sessions;
        this.settings = settings;
        this.caller = caller;
    }

    /// What a new account is made from; nothing where the token says it all.
    public record Registration(
            @Nullable String email,
            @Nullable String password,
            @Nullable String displayName) {}

    /// E-mail, password and, where a second factor counts, its code; nothing where the token says it all.
    public record SignIn(
            @Nullable String email,
            @Nullable String password,
            @Nullable String code) {}

    /// A refresh token, where the browser's cookie does not stand for it.
    public record Refresh(@Nullable String refreshToken) {}

    /// What is said of a new account until its address was shown to be the person's; the same of one that there is.
    record Awaited(AwaitedAccount data, String message) {}

    record AwaitedAccount(String email, boolean emailVerified) {}

    @POST
    @Path("/register")
    @Public
    @APIResponse(
            responseCode = "201",
            description = "Registered; where there is mail, once the mailed link was followed")
    public Response register(
            @Nullable Registration wish,
            @HeaderParam("Authorization") @Nullable String bearer,
            @Context RoutingContext request) {
        if (!settings.isLocal()) {
            refuseFields(wish != null && (wish.email() != null || wish.password() != null));
            return signIns.open(201, external.register(bearer, request), REGISTERED, request);
        }
        var email = EmailAddress.parse(wish == null ? null : wish.email());
        var password = required("password", wish == null ? null : wish.password());
        var name = DisplayName.parse(wish == null ? null : wish.displayName());
        return local.register(email, password, name, request)
                .map(account -> signIns.open(201, account, REGISTERED, request))
                .orElseGet(() -> Response.status(Response.Status.CREATED)
                        .entity(new Awaited(new AwaitedAccount(email, false), "Follow the link that was mailed to you"))
                        .build());
    }

    @POST
    @Path("/login")
    @Public
    public Response login(
            @Nullable SignIn given,
            @HeaderParam("Authorization") @Nullable String bearer,
            @Context RoutingContext request) {
        if (!settings.isLocal()) {
            refuseFields(given != null && (given.email() != null || given.password() != null));
            return signIns.open(200, external.signIn(bearer, request), SIGNED_IN, request);
        }
        var email = required("email", given == null ? null : given.email());
        var password = required("password", given == null ? null : given.password());
        return signIns.open(
                200, local.signIn(email, password, given == null ? null : given.code(), request), SIGNED_IN, request);
    }

    @POST
    @Path("/refresh")
    @Public
    public Response refresh(
            @Nullable Refresh given,
            @CookieParam(BrowserCookies.SESSION) @Nullable String cookie,
            @HeaderParam(BrowserCookies.CSRF_HEADER) @Nullable String csrf,
            @Context RoutingContext request) {
        var token = given == null ? null : given.refreshToken();
        if (token != null && token.startsWith("rt_")) {
            return signIns.renewedTokens(sessions.renew(token.substring("rt_".length())));
        }
        if (cookie == null) {
            throw new ApiException(ErrorCode.AUTH_TOKEN_MISSING, "A refresh token is needed");
        }
        var known = sessions.bySecret(cookie);
        if (known.isPresent() && !known.get().csrf().equals(csrf)) {
            throw new ApiException(
                    ErrorCode.CSRF_FAILED, "The header " + BrowserCookies.CSRF_HEADER + " is missing or wrong");
        }
        return signIns.renewedCookies(sessions.renew(cookie), request);
    }

    @POST
    @Path("/logout")
    @ForPersons
    @APIResponse(responseCode = "204", description = "Signed out")
    public Response logout(@Context RoutingContext request) {
        caller.get().credential().sessionId().ifPresent(sessions::end);
        return signIns.signedOut(request);
    }

    private static void refuseFields(boolean areThere) {
        if (areThere) {
            throw ApiException.invalid("email", "unknown", "the token says who it is");
        }
    }

    private static String required(String field, @Nullable String value) {
        return Optional.ofNullable(value)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ApiException.invalid(field, "missing", "is needed"));
    }
}
