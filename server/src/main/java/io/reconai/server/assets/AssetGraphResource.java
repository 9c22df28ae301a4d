package io.reconai.server.assets;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetReader.Facet;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Active assets, or those that one scan saw, as a graph: what stands on the same address, network, certificate or
/// provider.
@Path("/api/assets/graph")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class AssetGraphResource {

    private static final int MOST_NODES = 2_000;
    private static final int USUAL_NODES = 500;
    private static final int DEEPEST = 4;
    private static final List<PageRequest.Criterion> RISKIEST = List.of(new PageRequest.Criterion("risk_score", true));

    private final AssetReader assets;
    private final ScanStore scans;
    private final AssetHistoryStore history;
    private final EvidenceStore evidence;
    private final CurrentCaller caller;

    AssetGraphResource(
            AssetReader assets,
            ScanStore scans,
            AssetHistoryStore history,
            EvidenceStore evidence,
            CurrentCaller caller) {
        this.assets = assets;
        this.scans = scans;
        this.history = history;
        this.evidence = evidence;
        this.caller = caller;
    }

    @GET
    public Data<AssetGraph> graph(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var domains = query.several("domain").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        var levels = query.oneOf("risk_level", AssetQuery.levels());
        var scan = query.text("scan_id");
        var root = query.text("root");
        var depth = query.number("depth", 1, DEEPEST).orElse(DEEPEST);
        var limit = query.number("limit", 1, MOST_NODES).orElse(USUAL_NODES);
        query.refuseOthers();
        var filter = AssetFilter.of(levels, domains);
        var whole = scan.isEmpty() ? now(filter.inState("active"), limit) : then(scan.get(), filter, limit);
        var part = root.isEmpty()
                ? GraphBuilder.nearDomains(whole, depth)
                : GraphBuilder.near(whole, root.get(), depth).orElseThrow(ApiException::notFound);
        return new Data<>(part);
    }

    /// Assets are read until one does not fit; the rest is counted only.
    private AssetGraph now(AssetFilter filter, int limit) {
        Map<String, Long> hosts = new LinkedHashMap<>();
        assets.counts(caller.workspace(), filter, Facet.PARENT_DOMAIN, limit)
                .forEach(count -> hosts.put(count.value(), count.count()));
        var builder = new GraphBuilder(limit);
        var shown = hosts.keySet().stream().filter(builder::domain).count();
        var ids = assets.ids(caller.workspace(), filter, RISKIEST);
        for (var asset : new Batches(assets, caller.workspace(), ids)) {
            if (!builder.draw(
                    asset.row(), asset.asset().evidence(), asset.asset().providers(), (int) shown)) {
                break;
            }
        }
        return builder.graph(hosts);
    }

    /// The same of what one scan saw, as it was.
    private AssetGraph then(String scanId, AssetFilter filter, int limit) {
        var scan = scans.find(caller.workspace(), scanId).orElseThrow(ApiException::notFound);
        var domain = scan.domain().value();
        var seen = new SeenAssets(history, evidence, caller.workspace(), scan, filter);
        var builder = new GraphBuilder(limit);
        if (seen.total() == 0 || !builder.domain(domain)) {
            return builder.graph(Map.of());
        }
        for (var asset : seen) {
            if (!builder.draw(asset.row(), asset.evidence(), asset.providers(), 1)) {
                break;
            }
        }
        return builder.graph(Map.of(domain, seen.total()));
    }
}
