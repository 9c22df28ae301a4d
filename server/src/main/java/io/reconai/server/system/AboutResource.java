package io.reconai.server.system;

import io.reconai.engine.Program;
import io.reconai.server.identity.Public;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What the service says of itself to programs that ask for `/`.
@Path("/api/about")
@Produces(MediaType.APPLICATION_JSON)
@Public
public class AboutResource {

    record About(String name, String version, String description, String docs, String health) {}

    @GET
    @Operation(hidden = true)
    public About about() {
        return new About(
                "ReconAI",
                Program.version(),
                "See an organisation's attack surface as an attacker would",
                "/docs",
                "/health");
    }
}
