package io.reconai.server.alerts;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Public;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What people say who are written to: that they want alerts, or no more digests. Their mails hold the links.
@Path("/api/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Public
public class AlertAddressResource {

    private final Recipients recipients;

    AlertAddressResource(Recipients recipients) {
        this.recipients = recipients;
    }

    /// The mailed link's secret.
    public record AddressProof(@Nullable String token) {}

    @POST
    @Path("/confirm")
    @APIResponse(responseCode = "204", description = "Done")
    public Response confirm(@Nullable AddressProof given) {
        return done(recipients.confirm(token(given)));
    }

    @POST
    @Path("/unsubscribe")
    @APIResponse(responseCode = "204", description = "Done")
    public Response unsubscribe(@Nullable AddressProof given) {
        return done(recipients.unsubscribe(token(given)));
    }

    /// What mail programs post to by themselves (RFC 8058); whatever they post says the same.
    @POST
    @Path("/unsubscribe/{token}")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204", description = "Done")
    public Response unsubscribeAtOnce(@PathParam("token") String token) {
        return done(recipients.unsubscribe(token));
    }

    private static String token(@Nullable AddressProof given) {
        if (given == null || given.token() == null || given.token().isEmpty()) {
            throw ApiException.invalid("token", "missing", "is needed");
        }
        return given.token();
    }

    private static Response done(boolean isKnown) {
        if (!isKnown) {
            throw new ApiException(ErrorCode.TOKEN_LINK_INVALID, "The link was used, has run out or never was");
        }
        return Response.noContent().build();
    }
}
