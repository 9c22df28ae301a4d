package io.reconai.server.scans;

import io.reconai.server.http.ApiException;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// One asset, looked at again.
@Path("/api/assets/{asset_id}/rescan")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ANALYST, scope = Scope.SCANS_WRITE)
public class RescanResource {

    private final AssetStore assets;
    private final Rescans rescans;
    private final CurrentCaller caller;
    private final Idempotency idempotency;

    RescanResource(AssetStore assets, Rescans rescans, CurrentCaller caller, Idempotency idempotency) {
        this.assets = assets;
        this.rescans = rescans;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    @POST
    @APIResponse(responseCode = "202", description = "Taken; follow it at the address in Location")
    public Response start(@PathParam("asset_id") String assetId) {
        return idempotency.once(
                null,
                seed -> ScanStarter.answer(rescans.start(
                        assets.find(caller.workspace(), assetId).orElseThrow(ApiException::notFound), seed)));
    }
}
