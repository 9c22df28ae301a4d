package io.reconai.server.http;

import io.reconai.server.identity.Public;
import io.reconai.server.store.StoreAwayException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Fails as it is asked to; exists in tests only.
@Path("/api/failing/{how}")
@Public
@RunOnVirtualThread
public class FailingResource {

    @GET
    @Operation(hidden = true)
    public String fail(@PathParam("how") String how) {
        switch (how) {
            case "crash" -> throw new IllegalStateException("jdbc:sqlite:/secret/path");
            case "overflow" -> throw new StackOverflowError();
            case "away" -> throw new StoreAwayException("the disk /secret/disk is gone");
            default -> throw new ApiException(ErrorCode.valueOf(how), "Asked for");
        }
    }
}
