package io.reconai.server.identity;

import io.reconai.engine.asset.Text;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.system.ServerSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The way of a browser to an OpenID provider and back. It is the browser that comes here, not the web app: what goes
/// wrong is said on the sign-in page.
@Path(OidcResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Public
public class OidcResource {

    static final String PATH = "/api/auth/oidc";

    private static final Logger LOG = Logger.getLogger(OidcResource.class);

    /// Long enough for a second factor and a forgotten password over there.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String SIGN_IN_PAGE = "/signin";

    /// What the sign-in page is told besides names of [ErrorCode].
    private static final String OUT_OF_TIME = "out_of_time";

    private static final String DECLINED = "declined";
    private static final String PROVIDER_ERROR = "provider_error";

    private final IdentityProvider provider;
    private final ExternalSignIn external;
    private final SignIns signIns;
    private final SecretSeal seal;
    private final ServerSettings settings;
    private final ClientAddress addresses;
    private final Clock clock;

    OidcResource(
            IdentityProvider provider,
            ExternalSignIn external,
            SignIns signIns,
            SecretSeal seal,
            ServerSettings settings,
            ClientAddress addresses,
            Clock clock) {
        this.provider = provider;
        this.external = external;
        this.signIns = signIns;
        this.seal = seal;
        this.settings = settings;
        this.addresses = addresses;
        this.clock = clock;
    }

    @GET
    @Path("/start")
    @Operation(summary = "Sends a browser to the organisation's provider to sign in")
    @APIResponse(
            responseCode = "302",
            description = "To the provider, or to the sign-in page, which says what is wrong")
    public Response start(@Context UriInfo uri, @Context RoutingContext request) {
        var client = provider.client();
        var query = new QueryParameters(uri);
        var page = query.text("return").map(OwnPage::parse).orElse(OwnPage.FIRST);
        query.refuseOthers();
        var begun = BegunSignIn.toward(page, clock.instant().plus(PATIENCE));
        try {
            var address = client.authorizationAddress(begun, back(uri));
            var cookie = seal.seal(SecretSeal.Purpose.SIGN_IN_BEGUN, begun.text());
            return to(address, BrowserCookies.begun(cookie, addresses.isSecure(request), PATIENCE));
        } catch (ApiException refused) {
            return to(signInPage(word(refused), page));
        }
    }

    @GET
    @Path("/callback")
    @Operation(summary = "Where the provider sends the browser back to; signs in, and registers whoever comes first")
    @APIResponse(responseCode = "302", description = "To the page that was wanted, or to the sign-in page")
    public Response callback(
            @CookieParam(BrowserCookies.BEGUN) @Nullable String cookie,
            @Context UriInfo uri,
            @Context RoutingContext request) {
        var client = provider.client();
        var used = BrowserCookies.begun("", addresses.isSecure(request), Duration.ZERO);
        var query = new QueryParameters(uri); // what else is in it is the provider's affair
        var begun = begun(cookie)
                .filter(known -> known.state().equals(query.text("state").orElse("")));
        if (begun.isEmpty()) {
            return to(signInPage(OUT_OF_TIME, OwnPage.FIRST), used);
        }
        var page = begun.get().page();
        try {
            var refusal = refusal(query, client.issuer());
            if (refusal.isPresent()) {
                return to(signInPage(refusal.get(), page), used);
            }
            var code = query.text("code").orElse("");
            var token = client.idToken(code, begun.get(), back(uri));
            var account = external.signIn(provider.verify(token, begun.get().nonce()), request);
            var cookies = Stream.of(signIns.cookies(account, request));
            return to(page, Stream.concat(cookies, Stream.of(used)).toArray(NewCookie[]::new));
        } catch (ApiException refused) {
            return to(signInPage(word(refused), page), used);
        }
    }

    private Optional<BegunSignIn> begun(@Nullable String cookie) {
        return Optional.ofNullable(cookie)
                .flatMap(text -> seal.open(SecretSeal.Purpose.SIGN_IN_BEGUN, text))
                .flatMap(BegunSignIn::parse)
                .filter(known -> known.until().isAfter(clock.instant()));
    }

    /// Why the provider lets nobody in; empty where it does. It may be another one that answers (RFC 9207).
    private static Optional<String> refusal(QueryParameters query, String issuer) {
        var error = query.text("error");
        if (error.isPresent()) {
            LOG.infof(
                    "the identity provider refused a sign-in error=%s description=%s",
                    Text.quoted(error.get()),
                    Text.quoted(query.text("error_description").orElse("")));
            return Optional.of(error.get().equals("access_denied") ? DECLINED : PROVIDER_ERROR);
        }
        var isOther = query.text("iss").filter(said -> !said.equals(issuer)).isPresent();
        return isOther || query.text("code").isEmpty() ? Optional.of(PROVIDER_ERROR) : Optional.empty();
    }

    /// Where the provider sends browsers back to; registered there.
    private URI back(UriInfo uri) {
        return settings.publicUrl().orElse(uri.getBaseUri()).resolve(PATH + "/callback");
    }

    private static String word(ApiException refused) {
        return refused.code().name().toLowerCase(Locale.ROOT);
    }

    private static String signInPage(String problem, String next) {
        var page = SIGN_IN_PAGE + "?problem=" + problem;
        return next.equals(OwnPage.FIRST) ? page : page + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /// A path stays a path, since a proxy may know the service under another name.
    private static Response to(String address, NewCookie... cookies) {
        return Response.status(Response.Status.FOUND)
                .header("Location", address)
                .cookie(cookies)
                .build();
    }
}
