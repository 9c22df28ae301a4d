package io.reconai.server.schedules;

import io.reconai.engine.ScanMode;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.DomainRegister;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.DomainStore;
import io.reconai.server.store.ScheduleStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The schedule of one domain: set, taken away.
@Path("/api/domains/{domain_id}/schedule")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.DOMAINS_WRITE)
public class DomainScheduleResource {

    private final DomainStore domains;
    private final ScheduleStore schedules;
    private final DomainRegister register;
    private final SchedulePauses pauses;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Clock clock;

    DomainScheduleResource(
            DomainStore domains,
            ScheduleStore schedules,
            DomainRegister register,
            SchedulePauses pauses,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            Clock clock) {
        this.domains = domains;
        this.schedules = schedules;
        this.register = register;
        this.pauses = pauses;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.clock = clock;
    }

    @PUT
    public Data<ScheduleView> set(@PathParam("domain_id") String domainId, @Nullable ScheduleWish wish) {
        var listed = find(domainId);
        var domain = listed.domain();
        var schedule = (wish == null ? ScheduleWish.empty() : wish)
                .checked(caller.get().account().uid());
        var rhythm = schedule.rhythm();
        var limits = quotas.limits(caller.get().membership().plan());
        if (schedule.mode() == ScanMode.ACTIVE) {
            register.requireProof(caller.workspace(), domain.name());
        }
        PlanCheck.require(limits, rhythm);
        switch (schedules.set(
                caller.workspace(), domainId, schedule, next(domain, schedule, rhythm), limits.monitoredDomains())) {
            case DONE -> {} // it is in the store
            case FULL -> throw PlanCheck.full(limits);
            case NO_DOMAIN -> throw ApiException.notFound();
        }
        audit.record("schedule.set", "domain", domainId, domain.name().value(), changes(listed.schedule(), schedule));
        return new Data<>(ScheduleView.of(schedule, pauses.room(caller.get()).pause(domainId, schedule)));
    }

    private Optional<PlannedRun> next(Domain domain, Schedule schedule, Rhythm rhythm) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return schedule.enabled()
                ? PlannedRun.first(
                        rhythm, domain.domainId(), now, schedules.lastScan(caller.workspace(), domain.name()))
                : Optional.empty();
    }

    private static Map<String, List<String>> changes(@Nullable Schedule before, Schedule after) {
        var changes = new HashMap<String, List<String>>();
        change(changes, "when", before == null ? null : when(before), when(after));
        change(changes, "mode", before == null ? null : word(before.mode()), word(after.mode()));
        change(changes, "enabled", before == null ? null : "" + before.enabled(), "" + after.enabled());
        return changes;
    }

    private static void change(Map<String, List<String>> changes, String field, @Nullable String from, String to) {
        if (from == null) {
            changes.put(field, List.of(to));
        } else if (!from.equals(to)) {
            changes.put(field, List.of(from, to));
        }
    }

    private static String when(Schedule schedule) {
        return schedule.cron() == null
                ? "every " + schedule.frequencyHours() + " h"
                : schedule.cron() + " " + schedule.timeZone();
    }

    private static String word(ScanMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    @DELETE
    @APIResponse(responseCode = "204", description = "No schedule any more")
    public Response remove(@PathParam("domain_id") String domainId) {
        var domain = find(domainId).domain();
        if (schedules.remove(caller.workspace(), domainId)) {
            audit.record("schedule.removed", "domain", domainId, domain.name().value());
        }
        return Response.noContent().build();
    }

    private ListedDomain find(String domainId) {
        return domains.find(caller.workspace(), domainId).orElseThrow(ApiException::notFound);
    }
}
