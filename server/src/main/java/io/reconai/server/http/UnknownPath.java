package io.reconai.server.http;

import io.reconai.server.identity.Access;
import io.reconai.server.identity.Role;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// `/api` itself and everything below it that is no path of the interface; so that it too is authenticated and
/// answered as an error.
@Path("/api{unknown:(/.*)?}")
@Access(role = Role.VIEWER, anyToken = true)
public class UnknownPath {

    @GET
    @Operation(hidden = true)
    public void get() {
        throw ApiException.notFound();
    }

    @POST
    @Operation(hidden = true)
    public void post() {
        throw ApiException.notFound();
    }

    @PUT
    @Operation(hidden = true)
    public void put() {
        throw ApiException.notFound();
    }

    @PATCH
    @Operation(hidden = true)
    public void patch() {
        throw ApiException.notFound();
    }

    @DELETE
    @Operation(hidden = true)
    public void delete() {
        throw ApiException.notFound();
    }
}
