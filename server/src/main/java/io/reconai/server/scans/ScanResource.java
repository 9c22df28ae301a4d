package io.reconai.server.scans;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.ScanMode;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.domains.DomainField;
import io.reconai.server.domains.DomainRegister;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.http.ServerJson;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.ScanStore;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Scans: start, list, look at, follow live, cancel.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.SCANS_READ)
public class ScanResource {

    private static final Set<String> SORTABLE =
            Set.of("created_at", "completed_at", "duration_seconds", "assets_discovered", "domain");
    private static final Set<String> TRIGGERS = Set.of("manual", "api", "schedule", "replay", "upload");

    private final ScanStore scans;
    private final ScanQueue queue;
    private final CurrentCaller caller;
    private final ServerSettings settings;
    private final ObjectMapper json;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final DomainRegister domains;
    private final ScanStarter starter;
    private final OpenStreams streams;
    private final DistantScans elsewhere;

    ScanResource(
            ScanStore scans,
            ScanQueue queue,
            CurrentCaller caller,
            ServerSettings settings,
            ObjectMapper json,
            Quotas quotas,
            AuditLog audit,
            Idempotency idempotency,
            DomainRegister domains,
            ScanStarter starter,
            OpenStreams streams,
            DistantScans elsewhere) {
        this.scans = scans;
        this.queue = queue;
        this.caller = caller;
        this.settings = settings;
        this.json = json;
        this.quotas = quotas;
        this.audit = audit;
        this.idempotency = idempotency;
        this.domains = domains;
        this.starter = starter;
        this.streams = streams;
        this.elsewhere = elsewhere;
    }

    /// What to scan; absent fields have their defaults.
    public record ScanStart(
            @Nullable String domain,
            @Nullable Boolean scanSubdomains,
            @Nullable String scanType,
            @Nullable String mode,
            @Nullable String ports,
            @Nullable Boolean bruteForce,
            @Nullable Integer maxHosts) {}

    @POST
    @Path("/scan")
    @Access(role = Role.ANALYST, scope = Scope.SCANS_WRITE)
    @APIResponse(responseCode = "202", description = "Taken; follow it at the address in Location")
    public Response start(@Nullable ScanStart given) {
        return idempotency.once(given, seed -> started(given, seed));
    }

    private Response started(@Nullable ScanStart given, String seed) {
        var wish = checked(given == null ? new ScanStart(null, null, null, null, null, null, null) : given);
        if (wish.mode() == ScanMode.ACTIVE) {
            domains.requireProof(caller.workspace(), wish.domain());
        }
        return ScanStarter.answer(starter.start(wish, seed));
    }

    @GET
    @Path("/scans")
    public PageOf.Answer<ScanView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        Map<String, String> filters = new LinkedHashMap<>();
        put(filters, "scan_status", query.oneOf("status", ScanFields.words(ScanStatus.values())));
        put(filters, "scan_type", query.oneOf("scan_type", ScanFields.words(ScanType.values())));
        put(filters, "mode", query.oneOf("mode", ScanFields.words(ScanMode.values())));
        put(filters, "trigger", query.oneOf("trigger", TRIGGERS));
        query.time("created_after").ifPresent(at -> filters.put("created_after", ServerJson.text(at)));
        query.time("created_before").ifPresent(at -> filters.put("created_before", ServerJson.text(at)));
        query.text("domain").ifPresent(domain -> filters.put("domain", domain.toLowerCase(Locale.ROOT)));
        var page = query.page(SORTABLE, "-created_at");
        query.refuseOthers();
        return scans.list(caller.workspace(), filters, page).answer(page);
    }

    private static void put(Map<String, String> filters, String column, List<String> values) {
        if (!values.isEmpty()) {
            filters.put(column, String.join(",", values));
        }
    }

    @GET
    @Path("/scans/{scan_id}")
    public Data<ScanView> get(@PathParam("scan_id") String scanId) {
        return new Data<>(find(scanId));
    }

    @POST
    @Path("/scans/{scan_id}/cancel")
    @Access(role = Role.ANALYST, scope = Scope.SCANS_WRITE)
    @APIResponse(responseCode = "202", description = "Will stop; what was found stays")
    public Response cancel(@PathParam("scan_id") String scanId) {
        var scan = find(scanId);
        if (!queue.cancel(caller.workspace(), scanId)) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "The scan has ended already");
        }
        audit.record("scan.canceled", "scan", scanId, scan.domain().value());
        return Response.accepted(new Data<>(scan)).build();
    }

    @GET
    @Path("/scans/{scan_id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Consumes(MediaType.WILDCARD)
    public void events(
            @PathParam("scan_id") String scanId,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context UriInfo uri)
            throws InterruptedException {
        var query = new QueryParameters(uri);
        var asked = query.text("last_event_id");
        query.refuseOthers();
        find(scanId); // whose scan it is comes before whether it runs
        try (var place = streams.take(caller.get())) {
            var stream = new EventStream(sink, sse, json);
            var feed = queue.feed(scanId);
            var newest = feed.map(ScanFeed::last).orElse(0L);
            var scan = find(scanId);
            var lastSeen = EventStream.number(lastEventId == null ? asked.orElse("") : lastEventId);
            if (feed.isPresent()) {
                stream.follow(feed.get(), scan, newest, lastSeen, place.until());
            } else if (scan.scanStatus().isFinal()) {
                stream.finished(scan);
            } else {
                try (var watch = elsewhere.watch(caller.workspace(), scan)) {
                    stream.follow(watch.feed(), scan, watch.feed().before(), lastSeen, place.until());
                }
            }
        }
    }

    private ScanView find(String scanId) {
        return scans.find(caller.workspace(), scanId).orElseThrow(ApiException::notFound);
    }

    private ScanWish checked(ScanStart given) {
        var type = ScanFields.word("scan_type", given.scanType(), ScanType.FULL, ScanType.values());
        var mode = ScanFields.word("mode", given.mode(), ScanMode.STANDARD, ScanMode.values());
        var domain = DomainField.parse(given.domain(), settings);
        var most = quotas.hostsPerScan(caller.get().membership().plan());
        var hosts = given.maxHosts() == null ? most : given.maxHosts();
        if (hosts < 1 || hosts > most) {
            throw ApiException.invalid("max_hosts", "range", "is a whole number from 1 to " + most);
        }
        return new ScanWish(
                domain,
                type,
                mode,
                given.scanSubdomains() == null || given.scanSubdomains(),
                ScanFields.ports(given.ports()),
                given.bruteForce() == null || given.bruteForce(),
                hosts);
    }
}
