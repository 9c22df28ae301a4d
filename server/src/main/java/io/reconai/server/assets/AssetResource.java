package io.reconai.server.assets;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
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
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Assets: list, look at one, its evidence.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class AssetResource {

    private static final Set<String> SORTABLE = Set.of(
            "risk_score",
            "asset_value",
            "discovered_at",
            "last_scanned_at",
            "asset_type",
            "http_status",
            "ssl_days_until_expiry",
            "open_findings");
    private static final int HIGHEST_PORT = 65_535;

    private final AssetStore assets;
    private final CurrentCaller caller;

    AssetResource(AssetStore assets, CurrentCaller caller) {
        this.assets = assets;
        this.caller = caller;
    }

    @GET
    public PageOf.Answer<AssetRow> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = new AssetFilter(
                query.oneOf("risk_level", words(RiskLevel.values())),
                query.oneOf("asset_type", words(AssetType.values())),
                query.oneOf("state", Set.of("active", "stale")),
                query.oneOf("severity", words(Severity.values())),
                query.text("parent_domain"),
                query.search("search"),
                query.number("open_port", 1, HIGHEST_PORT),
                query.number("min_score", 0, 100),
                query.number("max_score", 0, 100),
                query.flag("has_findings"),
                query.text("scan_id"));
        var page = query.page(SORTABLE, "-risk_score");
        query.refuseOthers();
        return assets.list(caller.workspace(), filter, page).answer(page);
    }

    @GET
    @Path("/{asset_id}")
    public Data<AssetDetail> get(@PathParam("asset_id") String assetId) {
        return new Data<>(AssetDetail.of(find(assetId)));
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

    private static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
