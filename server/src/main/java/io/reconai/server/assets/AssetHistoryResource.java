package io.reconai.server.assets;

import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetHistoryStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An asset through the scans that saw it.
@Path("/api/assets/{asset_id}/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class AssetHistoryResource {

    private final AssetHistoryStore history;
    private final CurrentCaller caller;

    AssetHistoryResource(AssetHistoryStore history, CurrentCaller caller) {
        this.history = history;
        this.caller = caller;
    }

    /// What one scan saw, and what had changed since the one before it.
    record Seen(
            String scanId,
            Instant at,
            int riskScore,
            RiskLevel riskLevel,
            List<Integer> openPorts,
            Map<Severity, Integer> findingsBySeverity,
            List<AssetChange> changes) {}

    @GET
    public PageOf.Answer<Seen> list(@PathParam("asset_id") String assetId, @Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.pageInOrder();
        query.refuseOthers();
        var seen = history.list(caller.workspace(), assetId, page.offset(), page.limit() + 1);
        if (seen.total() == 0) {
            throw ApiException.notFound();
        }
        return new PageOf<>(answers(seen.items(), page.limit()), seen.total()).answer(page);
    }

    /// The one beyond the page is what its last is compared with.
    private static List<Seen> answers(List<AssetHistoryStore.Look> looks, int limit) {
        var answers = new ArrayList<Seen>();
        for (var i = 0; i < Math.min(looks.size(), limit); i++) {
            var look = looks.get(i);
            var row = look.row();
            answers.add(new Seen(
                    look.scanId(),
                    row.lastScannedAt(),
                    row.riskScore(),
                    row.riskLevel(),
                    row.openPorts(),
                    row.openFindingsBySeverity(),
                    i + 1 < looks.size() ? AssetChange.between(looks.get(i + 1).row(), row) : List.of()));
        }
        return answers;
    }
}
