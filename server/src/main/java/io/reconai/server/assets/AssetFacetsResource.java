package io.reconai.server.assets;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.http.Data;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetReader.Facet;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the assets in sight can be narrowed down by, with how many each choice would leave.
@Path("/api/assets/facets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class AssetFacetsResource {

    private static final int MOST_VALUES = 50;

    private final AssetReader assets;
    private final CurrentCaller caller;

    AssetFacetsResource(AssetReader assets, CurrentCaller caller) {
        this.assets = assets;
        this.caller = caller;
    }

    /// The closed lists have every word, the open ones their 50 most frequent values.
    record Facets(
            Map<RiskLevel, Long> riskLevel,
            Map<AssetType, Long> assetType,
            List<AssetReader.Count> parentDomain,
            List<AssetReader.Count> technology,
            List<AssetReader.Count> openPort,
            List<AssetReader.Count> tag,
            List<AssetReader.Count> country,
            List<AssetReader.Count> asn) {}

    @GET
    public Data<Facets> facets(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = AssetQuery.filter(query);
        query.refuseOthers();
        return new Data<>(new Facets(
                closed(RiskLevel.class, counts(filter, Facet.RISK_LEVEL)),
                closed(AssetType.class, counts(filter, Facet.ASSET_TYPE)),
                counts(filter, Facet.PARENT_DOMAIN),
                counts(filter, Facet.TECHNOLOGY),
                counts(filter, Facet.PORT),
                counts(filter, Facet.TAG),
                counts(filter, Facet.COUNTRY),
                counts(filter, Facet.ASN)));
    }

    private List<AssetReader.Count> counts(AssetFilter filter, Facet facet) {
        return assets.counts(caller.workspace(), filter, facet, MOST_VALUES);
    }

    private static <E extends Enum<E>> Map<E, Long> closed(Class<E> type, List<AssetReader.Count> counts) {
        Map<E, Long> all = new EnumMap<>(type);
        for (var constant : type.getEnumConstants()) {
            all.put(constant, 0L);
        }
        counts.forEach(count -> all.put(Enum.valueOf(type, count.value().toUpperCase(Locale.ROOT)), count.count()));
        return all;
    }
}
