package io.reconai.server.billing;

import io.reconai.server.http.Data;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Public;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.UsageStore;
import io.reconai.server.usage.DailyUsage;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import io.reconai.server.usage.Quotas;
import io.reconai.server.usage.UsageLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// What is offered, and what was used of it.
@Path("/api/billing")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.BILLING_READ)
public class BillingResource {

    private static final int MOST_DAYS = 90;
    private static final int USUAL_DAYS = 30;

    private final UsageStore usage;
    private final UsageLog log;
    private final Quotas quotas;
    private final CurrentCaller caller;
    private final Clock clock;

    BillingResource(UsageStore usage, UsageLog log, Quotas quotas, CurrentCaller caller, Clock clock) {
        this.usage = usage;
        this.log = log;
        this.quotas = quotas;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("/plans")
    @Public
    public Data<List<PlanOffer>> plans() {
        return new Data<>(Stream.of(Plan.values()).map(PlanOffer::of).toList());
    }

    @GET
    @Path("/usage")
    public Data<UsageView> usage() {
        log.flush();
        var used = usage.usage(caller.workspace(), clock.instant());
        return new Data<>(UsageView.of(used, limits()));
    }

    @GET
    @Path("/usage/daily")
    public Data<List<DailyUsage>> daily(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var days = query.number("days", 1, MOST_DAYS).orElse(USUAL_DAYS);
        query.refuseOthers();
        log.flush();
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Data<>(usage.daily(caller.workspace(), today.minusDays(days - 1L), today));
    }

    private PlanLimits limits() {
        return quotas.limits(caller.get().membership().plan());
    }
}
