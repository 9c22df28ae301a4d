package io.reconai.server.scans;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/// What changed between two scans. Both are judged with today's rules, so that a changed rule is no change of a host.
@Path("/api/assets/scans/{scan_id}/diff")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.SCANS_READ)
public class ScanDiffResource {

    private static final String PREVIOUS = "previous";

    /// Among so many scans before one there is one that looked itself.
    private static final int MOST_BEFORE = 100;

    private final ScanStore scans;
    private final Judging judging;
    private final EvidenceStore evidence;
    private final AssetHistoryStore history;
    private final AssetReader reader;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    ScanDiffResource(
            ScanStore scans,
            Judging judging,
            EvidenceStore evidence,
            AssetHistoryStore history,
            AssetReader reader,
            CurrentCaller caller,
            ObjectMapper json) {
        this.scans = scans;
        this.judging = judging;
        this.evidence = evidence;
        this.history = history;
        this.reader = reader;
        this.caller = caller;
        this.json = json;
    }

    /// Names the schema.
    record DifferenceAnswer(ScanDifference data) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, "application/x-ndjson"})
    @APIResponse(
            responseCode = "200",
            description = "One document, or one line for each change",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DifferenceAnswer.class)))
    public Response diff(@PathParam("scan_id") String scanId, @Context UriInfo uri)
            throws IOException, InterruptedException {
        var later = found(scanId);
        var query = new QueryParameters(uri);
        var against = query.text("against").orElse(PREVIOUS);
        var asLines = query.oneOf("format", Set.of("json", "jsonl")).contains("jsonl");
        query.refuseOthers();
        var earlier = against.equals(PREVIOUS) ? before(later) : found(against);
        requireEnded(later);
        requireEnded(earlier);
        var differ = new ScanDiffer(judging.judge(), evidence, history, reader, caller.workspace(), earlier, later);
        if (!asLines) {
            return Response.ok(new Data<>(differ.document()), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        StreamingOutput body = out -> differ.lines(line -> {
            out.write(json.writeValueAsBytes(line));
            out.write('\n');
        });
        return Response.ok(body, "application/x-ndjson")
                .header("Cache-Control", "no-store")
                .build();
    }

    /// The last completed scan of the same domain before this one; a replay saw nothing itself.
    private ScanView before(ScanView scan) {
        var filters = Map.of(
                "scan_status",
                "completed",
                "domain",
                scan.domain().value(),
                "created_before",
                ServerJson.text(scan.createdAt()));
        var newest = new PageRequest(1, MOST_BEFORE, List.of(new PageRequest.Criterion("created_at", true)));
        return scans.list(caller.workspace(), filters, newest).items().stream()
                .filter(other -> !other.trigger().equals("replay"))
                .findFirst()
                .orElseThrow(ApiException::notFound);
    }

    private void requireEnded(ScanView scan) {
        if (!scan.scanStatus().isFinal()) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "A scan has not ended yet");
        }
        if (evidence.count(caller.workspace(), scan.scanId()) == 0) {
            throw ApiException.notFound();
        }
    }

    private ScanView found(String scanId) {
        return scans.find(caller.workspace(), scanId).orElseThrow(ApiException::notFound);
    }
}
