package io.reconai.server.domains;

import io.reconai.engine.ownership.OwnershipAnswer;
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
import io.reconai.server.limits.RateGate;
import io.reconai.server.schedules.SchedulePauses;
import io.reconai.server.store.DomainStore;
import io.reconai.server.store.DomainStore.Removal;
import io.reconai.server.store.OwnershipStore;
import io.reconai.server.system.ServerSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Domains: listed, added, shown to be one's own, removed.
@Path("/api/domains")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.DOMAINS_READ)
public class DomainResource {

    private static final Set<String> SORTABLE = Set.of("domain", "added_at", "risk_score", "last_scanned_at");

    private final DomainStore domains;
    private final OwnershipStore ownership;
    private final DomainRegister register;
    private final OwnershipCheck check;
    private final SchedulePauses pauses;
    private final CurrentCaller caller;
    private final RateGate gate;
    private final ServerSettings settings;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Clock clock;

    DomainResource(
            DomainStore domains,
            OwnershipStore ownership,
            DomainRegister register,
            OwnershipCheck check,
            SchedulePauses pauses,
            CurrentCaller caller,
            RateGate gate,
            ServerSettings settings,
            AuditLog audit,
            Idempotency idempotency,
            Clock clock) {
        this.domains = domains;
        this.ownership = ownership;
        this.register = register;
        this.check = check;
        this.pauses = pauses;
        this.caller = caller;
        this.gate = gate;
        this.settings = settings;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /// Which domain to list.
    public record DomainWish(@Nullable String domain) {}

    /// Where the proof is.
    public record ProofWish(@Nullable String method) {}

    /// What came of looking for a proof.
    ///
    /// @param problem exactly what was seen instead
    record ProofLook(
            boolean verified,
            ProofMethod method,
            Instant checkedAt,
            @Nullable String problem) {}

    @GET
    public PageOf.Answer<DomainView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = DomainFilter.of(query);
        var page = query.page(SORTABLE, "domain");
        query.refuseOthers();
        var found = domains.list(caller.workspace(), filter, page);
        var room = pauses.room(caller.get());
        return new PageOf<>(
                        found.items().stream()
                                .map(listed -> DomainView.of(listed, room))
                                .toList(),
                        found.total())
                .answer(page);
    }

    @POST
    @Access(role = Role.ANALYST, scope = Scope.DOMAINS_WRITE)
    @APIResponse(responseCode = "201", description = "Listed; its challenge says how to show that it is yours")
    public Response add(@Nullable DomainWish given) {
        return idempotency.once(given, seed -> added(given, Ids.of("dom", seed)));
    }

    private Response added(@Nullable DomainWish given, String id) {
        var name = DomainField.parse(given == null ? null : given.domain(), settings);
        var isNew = register.add(id, name);
        if (!isNew && domains.find(caller.workspace(), id).isEmpty()) { // nor added by an earlier try of this request
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, name + " is listed already");
        }
        return Response.created(URI.create("/api/domains/" + id))
                .entity(get(id))
                .build();
    }

    @GET
    @Path("/{domain_id}")
    public Data<DomainView> get(@PathParam("domain_id") String domainId) {
        return new Data<>(DomainView.of(find(domainId), pauses.room(caller.get())));
    }

    @POST
    @Path("/{domain_id}/verify")
    @Access(role = Role.ANALYST, scope = Scope.DOMAINS_WRITE)
    public Data<ProofLook> verify(
            @PathParam("domain_id") String domainId, @Nullable ProofWish wish, @Context RoutingContext routing)
            throws InterruptedException {
        var domain = find(domainId).domain();
        var method = method(wish == null ? null : wish.method());
        gate.admitVerification(domainId, routing);
        var answer = check.look(domain, method);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (answer instanceof OwnershipAnswer.Shown) {
            ownership.shown(caller.workspace(), domainId, method, now, now.plus(OwnershipRecheck.BETWEEN_CHECKS));
            audit.record(
                    "domain.verified",
                    "domain",
                    domainId,
                    domain.name().value(),
                    Map.of("method", List.of(method.word())));
        } else {
            ownership.looked(caller.workspace(), domainId, now);
        }
        return new Data<>(new ProofLook(answer instanceof OwnershipAnswer.Shown, method, now, problem(answer)));
    }

    private static @Nullable String problem(OwnershipAnswer answer) {
        return switch (answer) {
            case OwnershipAnswer.Shown() -> null;
            case OwnershipAnswer.NotShown(var seen) -> seen;
            case OwnershipAnswer.Unknown(var why) -> why;
        };
    }

    private static ProofMethod method(@Nullable String typed) {
        return ProofMethod.of(typed == null ? "" : typed)
                .orElseThrow(() -> ApiException.invalid("method", "value", "is dns_txt or http_file"));
    }

    @DELETE
    @Path("/{domain_id}")
    @Access(role = Role.ADMIN, scope = Scope.DOMAINS_WRITE)
    @APIResponse(responseCode = "204", description = "No longer listed")
    public Response remove(@PathParam("domain_id") String domainId, @Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var removal = query.flag("with_assets").orElse(false) ? Removal.WITH_ASSETS : Removal.DOMAIN_ALONE;
        query.refuseOthers();
        var domain = find(domainId).domain();
        domains.remove(caller.workspace(), domainId, removal);
        audit.record("domain.removed", "domain", domainId, domain.name().value());
        return Response.noContent().build();
    }

    private ListedDomain find(String domainId) {
        return domains.find(caller.workspace(), domainId).orElseThrow(ApiException::notFound);
    }
}
