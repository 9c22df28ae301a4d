package io.reconai.server.assets;

import io.reconai.engine.asset.Evidence;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/// Assets: list, look at one, its evidence.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class AssetResource {

    private final AssetStore assets;
    private final CurrentCaller caller;

    AssetResource(AssetStore assets, CurrentCaller caller) {
        this.assets = assets;
        this.caller = caller;
    }

    @GET
    public PageOf.Answer<ListedAsset> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = AssetQuery.filter(query);
        var page = query.page(AssetQuery.SORTABLE, AssetQuery.USUAL_SORT);
        query.refuseOthers();
        return assets.list(caller.workspace(), filter, page).answer(page);
    }

    @GET
    @Path("/{asset_id}")
    public Data<AssetPage> get(@PathParam("asset_id") String assetId) {
        return new Data<>(assets.page(caller.workspace(), assetId).orElseThrow(ApiException::notFound));
    }

    /// The newest evidence, as findings point into it.
    @GET
    @Path("/{asset_id}/evidence")
    public Data<Evidence> evidence(@PathParam("asset_id") String assetId) {
        return new Data<>(find(assetId).asset().evidence());
    }

    private StoredAsset find(String assetId) {
        return assets.find(caller.workspace(), assetId).orElseThrow(ApiException::notFound);
    }
}
