package io.reconai.server.system;

import io.reconai.server.http.Data;
import io.reconai.server.identity.Public;
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

    ConfigResource(ServerSettings settings) {
        this.settings = settings;
    }

    record Auth(
            String mode,
            String registration,
            @Nullable String firebase,
            @Nullable String oidc,
            boolean google) {}

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
                Version.PROGRAM,
                new Auth("local", "open", null, null, false),
                false,
                settings.enforcesQuotas() ? "enforced" : "off",
                settings.requiresOwnership(),
                settings.isDemo(),
                false));
    }
}
