package io.reconai.server.reports;

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
import io.reconai.server.limits.RateGate;
import io.reconai.server.schedules.PauseReason;
import io.reconai.server.store.ReportScheduleStore;
import io.reconai.server.store.ReportScheduleStore.StoredReport;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.workspaces.Member;
import io.reconai.server.workspaces.People;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Reports that come by mail by themselves.
@Path("/api/reports/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.ALERTS_READ)
public class ReportScheduleResource {

    /// Of a workspace.
    private static final int MOST = 20;

    private static final String TARGET = "report_schedule";

    private final ReportScheduleStore store;
    private final WorkspaceStore workspaces;
    private final People people;
    private final ReportPauses pauses;
    private final ReportRunner runner;
    private final CurrentCaller caller;
    private final RateGate gate;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final Clock clock;

    ReportScheduleResource(
            ReportScheduleStore store,
            WorkspaceStore workspaces,
            People people,
            ReportPauses pauses,
            ReportRunner runner,
            CurrentCaller caller,
            RateGate gate,
            AuditLog audit,
            Idempotency idempotency,
            Preconditions preconditions,
            Clock clock) {
        this.store = store;
        this.workspaces = workspaces;
        this.people = people;
        this.pauses = pauses;
        this.runner = runner;
        this.caller = caller;
        this.gate = gate;
        this.audit = audit;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.clock = clock;
    }

    @GET
    public PageOf.Answer<ReportScheduleView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.pageInOrder();
        query.refuseOthers();
        var all = store.list(caller.workspace());
        var reachable = people.reachable(caller.workspace());
        var isArchived = isArchived();
        var shown = all.stream()
                .skip(page.offset())
                .limit(page.limit())
                .map(stored -> shown(stored, reachable, isArchived))
                .toList();
        return new PageOf<>(shown, all.size()).answer(page);
    }

    private ReportScheduleView shown(StoredReport stored, List<Member> reachable, boolean isArchived) {
        var pause = isArchived
                ? Optional.of(PauseReason.ARCHIVED)
                : pauses.of(caller.workspace(), stored.schedule(), reachable);
        return ReportScheduleView.of(stored, reachable, pause);
    }

    private boolean isArchived() {
        return workspaces
                .view(caller.workspace().id(), caller.get().account().uid())
                .filter(view -> view.status().equals("archived"))
                .isPresent();
    }

    @POST
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Response create(@Nullable ReportScheduleWish given) {
        return idempotency.once(given, seed -> created(given, Ids.of("rps", seed)));
    }

    private Response created(@Nullable ReportScheduleWish given, String scheduleId) {
        var wish = given == null ? ReportScheduleWish.empty() : given;
        var reachable = people.reachable(caller.workspace());
        var schedule =
                wish.created(scheduleId, reachable, caller.get().account().uid(), now());
        requirePlan(schedule);
        if (store.find(caller.workspace(), scheduleId).isEmpty()) {
            if (store.list(caller.workspace()).size() >= MOST) {
                throw new ApiException(
                        ErrorCode.RESOURCE_CONFLICT, "A workspace has at most " + MOST + " report schedules");
            }
            store.add(caller.workspace(), schedule, first(schedule));
            audit.record(
                    TARGET + ".created",
                    TARGET,
                    scheduleId,
                    schedule.name(),
                    Map.of("every", List.of(schedule.every().word())));
        }
        return Response.created(URI.create("/api/reports/schedules/" + scheduleId))
                .entity(get(scheduleId))
                .build();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<Instant> first(ReportSchedule schedule) {
        return schedule.enabled() ? Optional.of(schedule.next(now())) : Optional.empty();
    }

    private void requirePlan(ReportSchedule schedule) {
        if (!pauses.isInPlan(caller.workspace(), schedule.format())) {
            throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "PDF reports are not in the plan");
        }
    }

    @GET
    @Path("/{schedule_id}")
    public Data<ReportScheduleView> get(@PathParam("schedule_id") String scheduleId) {
        return new Data<>(shown(find(scheduleId), people.reachable(caller.workspace()), isArchived()));
    }

    private StoredReport find(String scheduleId) {
        return store.find(caller.workspace(), scheduleId).orElseThrow(ApiException::notFound);
    }

    @PATCH
    @Path("/{schedule_id}")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    public Data<ReportScheduleView> change(
            @PathParam("schedule_id") String scheduleId, @Nullable ReportScheduleWish given) {
        var before = find(scheduleId);
        preconditions.require(() -> get(scheduleId));
        var wish = given == null ? ReportScheduleWish.empty() : given;
        var after = wish.changed(before.schedule(), people.reachable(caller.workspace()));
        if (after.enabled() && (wish.format() != null || Boolean.TRUE.equals(wish.enabled()))) {
            requirePlan(after);
        }
        if (!store.save(caller.workspace(), after, next(before, after))) {
            throw ApiException.notFound();
        }
        audit.record(TARGET + ".updated", TARGET, scheduleId, after.name());
        return get(scheduleId);
    }

    /// What is due stays due when its rhythm stays.
    private Optional<Instant> next(StoredReport before, ReportSchedule after) {
        var was = before.schedule();
        var isSame = was.every() == after.every()
                && was.at().equals(after.at())
                && was.timeZone().equals(after.timeZone());
        return isSame && after.enabled() && before.nextAt() != null ? Optional.of(before.nextAt()) : first(after);
    }

    @DELETE
    @Path("/{schedule_id}")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    @APIResponse(responseCode = "204", description = "Gone; nothing more is sent")
    public Response remove(@PathParam("schedule_id") String scheduleId) {
        var stored = find(scheduleId);
        preconditions.require(() -> get(scheduleId));
        store.remove(caller.workspace(), scheduleId);
        audit.record(TARGET + ".deleted", TARGET, scheduleId, stored.schedule().name());
        return Response.noContent().build();
    }

    /// Sends a report at once; the next one comes when it would have come.
    @POST
    @Path("/{schedule_id}/send")
    @Access(role = Role.ADMIN, scope = Scope.ALERTS_WRITE)
    @APIResponse(responseCode = "202", description = "It is being made and will be sent")
    public Response send(@PathParam("schedule_id") String scheduleId, @Context RoutingContext routing) {
        return idempotency.once(null, () -> sent(scheduleId, routing));
    }

    private Response sent(String scheduleId, RoutingContext routing) {
        var stored = find(scheduleId);
        var paused = shown(stored, people.reachable(caller.workspace()), isArchived())
                .pausedBecause();
        if (stored.schedule().enabled() && paused != null) {
            throw refusal(paused);
        }
        gate.admitReportNow(caller.workspace().id(), routing);
        if (!store.ask(caller.workspace(), scheduleId, now())) {
            throw ApiException.notFound();
        }
        audit.record(TARGET + ".sent", TARGET, scheduleId, stored.schedule().name());
        runner.wake();
        return Response.accepted(get(scheduleId)).build();
    }

    private static ApiException refusal(PauseReason reason) {
        return switch (reason) {
            case PLAN -> new ApiException(ErrorCode.PAYMENT_REQUIRED, "PDF reports are not in the plan");
            case ARCHIVED -> new ApiException(ErrorCode.RESOURCE_CONFLICT, "The workspace is archived");
            case NO_MAIL -> new ApiException(ErrorCode.RESOURCE_CONFLICT, "This service has no way to send mail");
            case NO_RECIPIENT -> new ApiException(ErrorCode.RESOURCE_CONFLICT, "No recipient is a member any more");
        };
    }
}
