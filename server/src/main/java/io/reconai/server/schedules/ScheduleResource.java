package io.reconai.server.schedules;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.ScheduleStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/// All schedules of a workspace.
@Path("/api/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.DOMAINS_READ)
public class ScheduleResource {

    private final ScheduleStore schedules;
    private final SchedulePauses pauses;
    private final CurrentCaller caller;

    ScheduleResource(ScheduleStore schedules, SchedulePauses pauses, CurrentCaller caller) {
        this.schedules = schedules;
        this.pauses = pauses;
        this.caller = caller;
    }

    @GET
    public PageOf.Answer<ScheduledDomain> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.pageInOrder();
        query.refuseOthers();
        var room = pauses.room(caller.get());
        var found = schedules.list(caller.workspace(), page);
        return new PageOf<>(
                        found.items().stream()
                                .map(scheduled -> scheduled.in(room))
                                .toList(),
                        found.total())
                .answer(page);
    }
}
