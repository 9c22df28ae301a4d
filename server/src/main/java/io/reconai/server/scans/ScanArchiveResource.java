package io.reconai.server.scans;

import io.reconai.server.assets.AssetQueries;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.Preconditions;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/// Scans that have ended: what they saw, and their removal.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class ScanArchiveResource {

    private final ScanStore scans;
    private final AssetHistoryStore history;
    private final EvidenceStore evidence;
    private final CurrentCaller caller;
    private final AuditLog audit;
    private final Preconditions preconditions;

    ScanArchiveResource(
            ScanStore scans,
            AssetHistoryStore history,
            EvidenceStore evidence,
            CurrentCaller caller,
            AuditLog audit,
            Preconditions preconditions) {
        this.scans = scans;
        this.history = history;
        this.evidence = evidence;
        this.caller = caller;
        this.audit = audit;
        this.preconditions = preconditions;
    }

    @GET
    @Path("/scans/{scan_id}/assets")
    public PageOf.Answer<AssetRow> assets(@PathParam("scan_id") String scanId, @Context UriInfo uri) {
        find(scanId);
        var query = new QueryParameters(uri);
        var filter = AssetQueries.filter(query);
        var page = AssetQueries.page(query);
        query.refuseOthers();
        return history.seenBy(caller.workspace(), scanId, filter, page).answer(page);
    }

    /// Forgets the scan and its evidence; the assets stay.
    @DELETE
    @Path("/scans/{scan_id}")
    @Access(role = Role.ADMIN, scope = Scope.SCANS_WRITE)
    public void delete(@PathParam("scan_id") String scanId) {
        var scan = find(scanId);
        preconditions.require(() -> new Data<>(find(scanId)));
        if (!scans.remove(caller.workspace(), scanId)) {
            find(scanId);
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "The scan has not ended; cancel it first");
        }
        evidence.remove(caller.workspace(), scanId);
        audit.record("scan.deleted", "scan", scanId, scan.domain().value());
    }

    private ScanView find(String scanId) {
        return scans.find(caller.workspace(), scanId).orElseThrow(ApiException::notFound);
    }
}
