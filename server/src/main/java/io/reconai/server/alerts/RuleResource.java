package io.reconai.server.alerts;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.Preconditions;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Which alerts leave by which channels.
@Path("/api/alerts/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.ALERTS_READ)
public class RuleResource {

    /// Of a workspace.
    private static final int MOST = 100;

    private final AlertSetupStore setup;
    private final AlertDefaults defaults;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final Clock clock;

    RuleResource(
            AlertSetupStore setup,
            AlertDefaults defaults,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            Idempotency idempotency,
            Preconditions preconditions,
            Clock clock) {
        this.setup = setup;
        this.defaults = defaults;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.clock = clock;
    }

    @GET
    public PageOf.Answer<RuleView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.pageInOrder();
        query.refuseOthers();
        defaults.ensure(caller.workspace());
        var rules = setup.rules(caller.workspace());
        var shown = rules.stream()
                .skip(page.offset())
                .limit(page.limit())
                .map(RuleView::of)
                .toList();
        return new PageOf<>(shown, rules.size()).answer(page);
    }

    @POST
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Response create(@Nullable RuleWish given) {
        return idempotency.once(given, seed -> created(given, Ids.of("rul", seed)));
    }

    private Response created(@Nullable RuleWish given, String ruleId) {
        defaults.ensure(caller.workspace());
        var wish = given == null ? RuleWish.empty() : given;
        var rule = wish.created(ruleId, channels(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        requirePlan(rule);
        if (setup.rule(caller.workspace(), ruleId).isEmpty()) {
            if (setup.rules(caller.workspace()).size() >= MOST) {
                throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "A workspace has at most " + MOST + " rules");
            }
            setup.add(caller.workspace(), rule);
            audit.record("rule.created", "rule", ruleId, rule.name());
        }
        return Response.created(URI.create("/api/alerts/rules/" + ruleId))
                .entity(new Data<>(RuleView.of(find(ruleId))))
                .build();
    }

    private void requirePlan(AlertRule rule) {
        if (rule.digest() != null
                && rule.digest().attachPdf()
                && !quotas.limits(caller.get().membership().plan()).integrations()) {
            throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "PDF reports are not in the plan");
        }
    }

    private Set<String> channels() {
        return setup.channels(caller.workspace()).stream()
                .map(AlertChannel::channelId)
                .collect(Collectors.toSet());
    }

    private AlertRule find(String ruleId) {
        return setup.rule(caller.workspace(), ruleId).orElseThrow(ApiException::notFound);
    }

    @GET
    @Path("/{rule_id}")
    public Data<RuleView> get(@PathParam("rule_id") String ruleId) {
        return new Data<>(RuleView.of(find(ruleId)));
    }

    @PATCH
    @Path("/{rule_id}")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Data<RuleView> change(@PathParam("rule_id") String ruleId, @Nullable RuleWish given) {
        var before = find(ruleId);
        preconditions.require(() -> get(ruleId));
        var wish = given == null ? RuleWish.empty() : given;
        var after = wish.changed(before, channels());
        if (wish.digest() != null) {
            requirePlan(after);
        }
        if (!setup.save(caller.workspace(), after)) {
            throw ApiException.notFound();
        }
        audit.record("rule.updated", "rule", ruleId, after.name());
        return get(ruleId);
    }

    @DELETE
    @Path("/{rule_id}")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    @APIResponse(responseCode = "204", description = "Gone")
    public Response remove(@PathParam("rule_id") String ruleId) {
        var rule = find(ruleId);
        preconditions.require(() -> get(ruleId));
        setup.removeRule(caller.workspace(), ruleId);
        audit.record("rule.deleted", "rule", ruleId, rule.name());
        return Response.noContent().build();
    }
}
