package io.reconai.server.findings;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.FindingStore;
import io.reconai.server.store.ScanStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;

/// The findings of one asset, and those that one scan saw.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.FINDINGS_READ)
public class RelatedFindingsResource {

    private final FindingStore findings;
    private final AssetStore assets;
    private final ScanStore scans;
    private final CurrentCaller caller;

    RelatedFindingsResource(FindingStore findings, AssetStore assets, ScanStore scans, CurrentCaller caller) {
        this.findings = findings;
        this.assets = assets;
        this.scans = scans;
        this.caller = caller;
    }

    @GET
    @Path("/{asset_id}/findings")
    public PageOf.Answer<ListedFinding> ofAsset(@PathParam("asset_id") String assetId, @Context UriInfo uri) {
        check(assets.find(caller.workspace(), assetId).isPresent());
        var query = new QueryParameters(uri);
        return list(query, FindingQuery.filter(query).of(assetId));
    }

    @GET
    @Path("/scans/{scan_id}/findings")
    public PageOf.Answer<ListedFinding> ofScan(@PathParam("scan_id") String scanId, @Context UriInfo uri) {
        check(scans.find(caller.workspace(), scanId).isPresent());
        var query = new QueryParameters(uri);
        return list(query, FindingQuery.filter(query).seenBy(scanId));
    }

    private static void check(boolean isThere) {
        if (!isThere) {
            throw ApiException.notFound();
        }
    }

    private PageOf.Answer<ListedFinding> list(QueryParameters query, FindingFilter filter) {
        var page = query.page(FindingQuery.SORTABLE, FindingQuery.USUAL_SORT);
        query.refuseOthers();
        return findings.written(caller.workspace(), filter, page, Instant.now()).answer(page);
    }
}
