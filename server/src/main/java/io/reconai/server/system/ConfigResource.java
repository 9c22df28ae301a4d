package io.reconai.server.system;

import io.reconai.engine.Program;
import io.reconai.server.billing.StripeSettings;
import io.reconai.server.http.Data;
import io.reconai.server.identity.IdentitySettings;
import io.reconai.server.identity.Public;
import io.reconai.server.identity.SignInMode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/// What the web app must know before anybody signs in.
@Path("/api/config")
@Produces(MediaType.APPLICATION_JSON)
@Public
public class ConfigResource {

    private final ServerSettings settings;
    private final IdentitySettings identity;
    private final StripeSettings stripe;

    ConfigResource(ServerSettings settings, IdentitySettings identity, StripeSettings stripe) {
        this.settings = settings;
        this.identity = identity;
        this.stripe = stripe;
    }

    record Auth(
            String mode,
            String registration,
            @Nullable FirebaseProject firebase,
            @Nullable OidcProvider oidc,
            boolean google) {}

    /// Whose tokens count, and what the web app signs people in with, where the operator named a key.
    record FirebaseProject(
            String projectId,
            @Nullable String apiKey,
            @Nullable String signInUrl) {

        static FirebaseProject of(SignInMode.Firebase firebase) {
            var web = firebase.web();
            return web == null
                    ? new FirebaseProject(firebase.project(), null, null)
                    : new FirebaseProject(
                            firebase.project(), web.apiKey(), web.address().toString());
        }
    }

    /// Whose tokens count, and for whom they must be.
    record OidcProvider(String issuer, String audience) {}

    record Config(
            String version,
            Auth auth,
            boolean billingEnabled,
            String quotas,
            boolean requireOwnership,
            boolean demo,
            boolean llmEnabled) {}

    @GET
    public Data<Config> config() {
        return new Data<>(new Config(
                Program.version(),
                auth(),
                stripe.isEnabled(),
                settings.enforcesQuotas() ? "enforced" : "off",
                settings.requiresOwnership(),
                settings.isDemo(),
                false));
    }

    private Auth auth() {
        var mode = identity.mode();
        return new Auth(
                mode.word(),
                identity.invitedOnly() ? "invited" : "open",
                mode instanceof SignInMode.Firebase firebase ? FirebaseProject.of(firebase) : null,
                mode instanceof SignInMode.Oidc oidc ? new OidcProvider(oidc.issuer(), oidc.audience()) : null,
                false);
    }
}
