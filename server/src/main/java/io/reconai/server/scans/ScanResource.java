package io.reconai.server.scans;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.InvalidDomainException;
import io.reconai.engine.ports.PortList;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
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
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Scans: start, list, look at, follow live, cancel.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.SCANS_READ)
public class ScanResource {

    private static final Set<String> RESERVED =
            Set.of("localhost", "local", "internal", "invalid", "onion", "arpa", "test", "example");
    private static final Set<String> SORTABLE =
            Set.of("created_at", "completed_at", "duration_seconds", "assets_discovered", "domain");
    private static final int MOST_PORTS = 10_000;

    private final ScanStore scans;
    private final ScanQueue queue;
    private final CurrentCaller caller;
    private final ServerSettings settings;
    private final ObjectMapper json;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Clock clock;

    ScanResource(
            ScanStore scans,
            ScanQueue queue,
            CurrentCaller caller,
            ServerSettings settings,
            ObjectMapper json,
            Quotas quotas,
            AuditLog audit,
            Idempotency idempotency,
            Clock clock) {
        this.scans = scans;
        this.queue = queue;
        this.caller = caller;
        this.settings = settings;
        this.json = json;
        this.quotas = quotas;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
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

    record Accepted(
            String scanId,
            DomainName domain,
            ScanStatus status,
            ScanMode mode,
            ScanType scanType,
            @Nullable Instant estimatedCompletion) {}

    /// The published shape repeats the fields of `data` at the top.
    record Started(
            String scanId,
            DomainName domain,
            ScanStatus status,
            String estimatedCompletion,
            String message,
            Accepted data) {}

    @POST
    @Path("/scan")
    @Access(role = Role.ANALYST, scope = Scope.SCANS_WRITE)
    @APIResponse(responseCode = "202", description = "Taken; follow it at the address in Location")
    public Response start(@Nullable ScanStart given) {
        return idempotency.once(given, () -> started(given));
    }

    private Response started(@Nullable ScanStart given) {
        var wish = checked(given == null ? new ScanStart(null, null, null, null, null, null, null) : given);
        if (wish.mode() == ScanMode.ACTIVE && settings.requiresOwnership()) {
            throw new ApiException(
                            ErrorCode.DOMAIN_NOT_VERIFIED,
                            "An active scan needs proof that " + wish.domain()
                                    + " is yours; choose passive or standard")
                    .with("domain_id", "");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var view = ScanDraft.asked(
                Ids.next("scn"),
                wish,
                caller.get().isProgram() ? "api" : "manual",
                caller.get().account().uid(),
                now);
        var record = new ScanRecord(caller.workspace().id(), wish, view);
        charge(record);
        queue.submit(record);
        audit.record("scan.started", "scan", view.scanId(), wish.domain().value());
        var address = "/api/assets/scans/" + view.scanId();
        return Response.accepted(new Started(
                        view.scanId(),
                        wish.domain(),
                        view.scanStatus(),
                        "1-5 minutes",
                        "Scan started successfully. Check status at " + address,
                        new Accepted(
                                view.scanId(), wish.domain(), view.scanStatus(), wish.mode(), wish.scanType(), null)))
                .location(URI.create(address))
                .build();
    }

    private void charge(ScanRecord record) {
        var limits = quotas.limits(caller.get().membership().plan());
        switch (scans.start(caller.workspace(), record, limits, clock.instant())) {
            case ScanStore.Start.Taken() -> {} // the store holds it, to be run
            case ScanStore.Start.InProgress(var scanId) ->
                throw new ApiException(
                                ErrorCode.SCAN_IN_PROGRESS,
                                "A scan of " + record.wish().domain() + " is waiting or running")
                        .with("scan_id", scanId);
            case ScanStore.Start.NoCredit(var usage) ->
                throw Quotas.usedUp(
                        ErrorCode.SCAN_LIMIT_REACHED,
                        "The scan credits",
                        limits.scanCredits(),
                        usage.scanCredits(),
                        usage);
        }
    }

    @GET
    @Path("/scans")
    public PageOf.Answer<ScanView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        Map<String, String> filters = new LinkedHashMap<>();
        put(filters, "scan_status", query.oneOf("status", words(ScanStatus.values())));
        put(filters, "scan_type", query.oneOf("scan_type", words(ScanType.values())));
        put(filters, "mode", query.oneOf("mode", words(ScanMode.values())));
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
        if (scan.scanStatus().isFinal() || !queue.cancel(scanId)) {
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
        var stream = new EventStream(sink, sse, json);
        find(scanId); // whose scan it is comes before whether it runs
        var feed = queue.feed(scanId);
        var newest = feed.map(ScanFeed::last).orElse(0L);
        var scan = find(scanId);
        if (feed.isEmpty()) {
            stream.finished(scan);
        } else {
            stream.follow(feed.get(), scan, newest, number(lastEventId == null ? asked.orElse("") : lastEventId));
        }
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private ScanView find(String scanId) {
        return scans.find(caller.workspace(), scanId).orElseThrow(ApiException::notFound);
    }

    private ScanWish checked(ScanStart given) {
        var type = word("scan_type", given.scanType(), ScanType.FULL, ScanType.values());
        var mode = word("mode", given.mode(), ScanMode.STANDARD, ScanMode.values());
        var domain = domain(given.domain());
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
                ports(given.ports() == null ? "top-100" : given.ports().strip()),
                given.bruteForce() == null || given.bruteForce(),
                hosts);
    }

    private DomainName domain(@Nullable String typed) {
        if (typed == null) {
            throw ApiException.invalid("domain", "missing", "is needed");
        }
        try {
            var domain = DomainName.of(typed);
            var last = domain.value().substring(domain.value().lastIndexOf('.') + 1);
            if (RESERVED.contains(last) && !settings.reachesReservedNames()) {
                throw new ApiException(
                        ErrorCode.INVALID_DOMAIN,
                        "Domain format is invalid: ." + last + " is reserved and in nobody's hands");
            }
            return domain;
        } catch (InvalidDomainException refused) {
            throw new ApiException(ErrorCode.INVALID_DOMAIN, "Domain format is invalid: " + refused.getMessage());
        }
    }

    /// The list as written, after it was read; never a file of the server, which `@` would name.
    private static String ports(String typed) {
        if (typed.startsWith("@")) {
            throw ApiException.invalid("ports", "format", "is top-100, top-1000 or a list such as 22,80,8000-8100");
        }
        try {
            if (PortList.parse(typed).ports().size() > MOST_PORTS) {
                throw ApiException.invalid("ports", "range", "names at most " + MOST_PORTS + " ports");
            }
            return typed;
        } catch (IllegalArgumentException unreadable) {
            throw ApiException.invalid("ports", "format", "is top-100, top-1000 or a list such as 22,80,8000-8100");
        }
    }

    private static <E extends Enum<E>> E word(String field, @Nullable String typed, E usual, E[] values) {
        if (typed == null) {
            return usual;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(
                        () -> ApiException.invalid(field, "value", "is one of " + String.join(", ", words(values))));
    }

    private static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
