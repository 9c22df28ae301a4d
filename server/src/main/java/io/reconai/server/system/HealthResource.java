package io.reconai.server.system;

import io.reconai.engine.Program;
import io.reconai.server.identity.IdentityProvider;
import io.reconai.server.identity.Public;
import io.reconai.server.store.StoreHealth;
import io.reconai.server.work.Work;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// Whether the service lives, is ready, and how its parts are.
///
/// Only a store that does not answer makes it unwell. Without the model scores come from rules, without the identity
/// provider's keys who is signed in by a cookie still is, and without the broker scans wait.
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Public
@RunOnVirtualThread
public class HealthResource {

    private static final int RETRY_SECONDS = 5;

    private final StoreHealth store;
    private final ServerSettings settings;
    private final IdentityProvider provider;
    private final Work work;

    HealthResource(StoreHealth store, ServerSettings settings, IdentityProvider provider, Work work) {
        this.store = store;
        this.settings = settings;
        this.provider = provider;
        this.work = work;
    }

    record Dependencies(String database, String firebase, String mlModel, String queue) {}

    record Health(String status, String version, String environment, Instant timestamp, Dependencies dependencies) {}

    record Check(String name, String status) {}

    record Readiness(String status, List<Check> checks) {}

    record Liveness(String status) {}

    @GET
    @APIResponse(
            responseCode = "200",
            description = "Healthy or degraded",
            content = @Content(schema = @Schema(implementation = Health.class)))
    @APIResponse(
            responseCode = "503",
            description = "The store does not answer",
            content = @Content(schema = @Schema(implementation = Health.class)))
    public Response health() {
        var answers = store.isHealthy();
        var hasModel = hasModel();
        var firebase = provider.firebaseHealth();
        var body = new Health(
                status(
                        answers,
                        hasModel
                                && !firebase.equals("unhealthy")
                                && work.isConnected().orElse(true)),
                Program.version(),
                settings.environment(),
                Instant.now(),
                new Dependencies(
                        answers ? "healthy" : "unhealthy", firebase, hasModel ? "loaded" : "not_loaded", queue()));
        return answer(answers, body);
    }

    private String queue() {
        return work.isConnected()
                .map(connected -> connected ? "healthy" : "unhealthy")
                .orElse("in_process");
    }

    private static String status(boolean answers, boolean isWhole) {
        if (!answers) {
            return "unhealthy";
        }
        return isWhole ? "healthy" : "degraded";
    }

    private boolean hasModel() {
        return settings.engine().scorer().problem().isEmpty();
    }

    @GET
    @Path("/live")
    public Liveness live() {
        return new Liveness("UP");
    }

    /// The store is opened and brought to its newest shape before the port is: what answers here has done so. Scans
    /// wait for the broker and the rules stand in for the model: neither keeps it from serving.
    @GET
    @Path("/ready")
    @APIResponse(
            responseCode = "200",
            description = "Ready",
            content = @Content(schema = @Schema(implementation = Readiness.class)))
    @APIResponse(
            responseCode = "503",
            description = "Not ready; ask again soon",
            content = @Content(schema = @Schema(implementation = Readiness.class)))
    public Response ready() {
        var answers = store.isHealthy();
        var store = answers ? "UP" : "DOWN";
        return answer(
                answers,
                new Readiness(
                        store,
                        List.of(
                                new Check("store", store),
                                new Check("queue", work.isConnected().orElse(true) ? "UP" : "DOWN"),
                                new Check("model", hasModel() ? "UP" : "DOWN"),
                                new Check("migrations", store))));
    }

    private static Response answer(boolean well, Object body) {
        var answer = Response.status(well ? 200 : 503)
                .header("Cache-Control", "no-store")
                .entity(body);
        return well
                ? answer.build()
                : answer.header("Retry-After", RETRY_SECONDS).build();
    }
}
