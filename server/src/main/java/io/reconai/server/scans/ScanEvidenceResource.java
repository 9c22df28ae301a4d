package io.reconai.server.scans;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Ids;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What scans saw, as files: out, in, and judged again.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ANALYST, scope = Scope.SCANS_WRITE)
public class ScanEvidenceResource {

    private static final String LINES = "application/x-ndjson";

    private final ScanStore scans;
    private final EvidenceStore evidence;
    private final Judging judging;
    private final ScanStarter starter;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Clock clock;

    ScanEvidenceResource(
            ScanStore scans,
            EvidenceStore evidence,
            Judging judging,
            ScanStarter starter,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            Idempotency idempotency,
            Clock clock) {
        this.scans = scans;
        this.evidence = evidence;
        this.judging = judging;
        this.starter = starter;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /// @param apply assets and findings follow; otherwise what comes out is only recorded
    public record ReplayStart(@Nullable Boolean apply) {}

    /// The evidence file of a scan, one host a line; `reconai replay` reads it.
    @GET
    @Path("/scans/{scan_id}/evidence")
    @Produces(MediaType.WILDCARD)
    @Access(role = Role.VIEWER, scope = Scope.EXPORT_READ)
    public Response download(@PathParam("scan_id") String scanId, @Context UriInfo uri) {
        var scan = found(scanId);
        var query = new QueryParameters(uri);
        var packed = query.flag("gzip").orElse(false);
        query.refuseOthers();
        requireEvidence(scan);
        audit.record("export.created", "scan", scanId, "Evidence of " + scan.domain());
        var workspace = caller.workspace();
        StreamingOutput body = out -> write(workspace, scanId, packed, out);
        var name = "reconai_evidence_" + scan.domain() + "_" + scanId + ".jsonl" + (packed ? ".gz" : "");
        return Response.ok(body, packed ? "application/gzip" : LINES)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private void write(Workspace workspace, String scanId, boolean packed, OutputStream out) throws IOException {
        var target = packed ? new GZIPOutputStream(out) : out;
        for (var lines = new EvidenceLines(evidence, workspace, scanId); lines.hasNext(); ) {
            target.write(lines.next().getBytes(StandardCharsets.UTF_8));
            target.write('\n');
        }
        if (target instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        target.flush();
    }

    @POST
    @Path("/scans/{scan_id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "202", description = "Taken; follow it at the address in Location")
    public Response replay(@PathParam("scan_id") String scanId, @Nullable ReplayStart given) {
        return idempotency.once(given, seed -> ScanStarter.answer(replayed(scanId, given, seed)));
    }

    private ScanView replayed(String scanId, @Nullable ReplayStart given, String seed) {
        var scan = found(scanId);
        requireEvidence(scan);
        var apply = given != null && given.apply() != null && given.apply();
        var hosts = (int) Math.clamp(evidence.count(caller.workspace(), scanId), 1, Integer.MAX_VALUE);
        var wish = new ScanWish(
                scan.domain(), scan.scanType(), scan.mode(), scan.scanSubdomains(), "", false, hosts, List.of(), apply);
        return starter.replay(starter.record(Ids.of("scn", seed), wish, "replay", scanId));
    }

    /// Takes an evidence file of the command line: its hosts become assets.
    @POST
    @Path("/evidence")
    @Consumes(LINES)
    @APIResponse(responseCode = "202", description = "Taken; follow it at the address in Location")
    public Response upload(InputStream body) throws IOException {
        var file = Files.createTempFile("reconai-upload-", ".jsonl");
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(body, digest);
                    var out = Files.newOutputStream(file)) {
                in.transferTo(out);
            }
            return idempotency.once(
                    HexFormat.of().formatHex(digest.digest()), seed -> ScanStarter.answer(uploaded(file, seed)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        } finally {
            Files.delete(file);
        }
    }

    private ScanView uploaded(java.nio.file.Path file, String seed) {
        var upload = new EvidenceUpload(
                judging.judge(), quotas.hostsPerScan(caller.get().membership().plan()), clock.instant());
        var workspace = caller.workspace();
        var scanId = Ids.of("scn", seed);
        try {
            upload.read(file, hosts -> evidence.keep(workspace, scanId, hosts));
            upload.report().ifPresent(report -> evidence.keepReport(workspace, scanId, Replay.text(report)));
            var wish = new ScanWish(
                    upload.domain(), ScanType.FULL, upload.mode(), true, "", false, upload.hosts(), List.of(), true);
            return starter.replay(starter.record(scanId, wish, "upload", null));
        } catch (IOException broken) {
            evidence.remove(workspace, scanId);
            throw new UncheckedIOException(broken);
        } catch (RuntimeException refused) {
            evidence.remove(workspace, scanId);
            throw refused;
        }
    }

    private ScanView found(String scanId) {
        return scans.find(caller.workspace(), scanId).orElseThrow(ApiException::notFound);
    }

    /// Evidence is kept as long as the plan says; what was scanned by an earlier version has none.
    private void requireEvidence(ScanView scan) {
        var days = quotas.limits(caller.get().membership().plan()).historyDays();
        var isPast = days != null && scan.createdAt().isBefore(clock.instant().minus(Duration.ofDays(days)));
        if (isPast || evidence.count(caller.workspace(), scan.scanId()) == 0) {
            throw ApiException.notFound();
        }
    }
}
