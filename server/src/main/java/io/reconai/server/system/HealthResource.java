package io.reconai.server.system;

import io.reconai.server.identity.Public;
import io.reconai.server.store.StoreHealth;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/// Whether the service lives, is ready, and how its parts are.
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Public
@RunOnVirtualThread
public class HealthResource {

    private final StoreHealth store;
    private final ServerSettings settings;

    HealthResource(StoreHealth store, ServerSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    record Dependencies(String database, String firebase, String mlModel, String queue) {}

    record Health(String status, String version, String environment, Instant timestamp, Dependencies dependencies) {}

    record Check(String name, String status) {}

    record Readiness(String status, List<Check> checks) {}

    record Liveness(String status) {}

    @GET
    public Response health() {
        var healthy = store.isHealthy();
        var body = new Health(
                healthy ? "healthy" : "unhealthy",
                Version.PROGRAM,
                settings.environment(),
                Instant.now(),
                new Dependencies(healthy ? "healthy" : "unhealthy", "not_configured", "loaded", "in_process"));
        return Response.status(healthy ? 200 : 503).entity(body).build();
    }

    @GET
    @Path("/live")
    public Liveness live() {
        return new Liveness("UP");
    }

    @GET
    @Path("/ready")
    public Response ready() {
        var up = store.isHealthy() ? "UP" : "DOWN";
        return Response.status(up.equals("UP") ? 200 : 503)
                .entity(new Readiness(up, List.of(new Check("store", up))))
                .build();
    }
}
