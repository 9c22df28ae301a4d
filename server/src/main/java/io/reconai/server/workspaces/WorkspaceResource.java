package io.reconai.server.workspaces;

import io.reconai.server.audit.AuditEntry;
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
import io.reconai.server.identity.ForPersons;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.WorkspaceEnding;
import io.reconai.server.identity.Workspaces;
import io.reconai.server.scans.ScanQueue;
import io.reconai.server.store.WorkspaceStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Event;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Workspaces: made, listed, changed, removed. The path names the one that a request is about.
@Path("/api/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WorkspaceResource {

    private static final Set<String> SORTABLE = Set.of("name", "risk_score", "active_assets", "created_at");
    private static final Set<String> STATUSES = Set.of("active", "monitoring", "high_risk", "archived");
    private static final int LONGEST_NAME = 80;
    private static final int MOST_OWNED = 20;

    private final WorkspaceStore store;
    private final ScanQueue queue;
    private final CurrentCaller caller;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final Event<WorkspaceEnding> ending;
    private final Clock clock;

    WorkspaceResource(
            WorkspaceStore store,
            ScanQueue queue,
            CurrentCaller caller,
            AuditLog audit,
            Idempotency idempotency,
            Preconditions preconditions,
            Event<WorkspaceEnding> ending,
            Clock clock) {
        this.store = store;
        this.queue = queue;
        this.caller = caller;
        this.audit = audit;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.ending = ending;
        this.clock = clock;
    }

    /// What a new workspace is made from.
    public record WorkspaceWish(@Nullable String name) {}

    /// What may be changed; what is absent stays.
    public record WorkspaceChange(
            @Nullable String name, @Nullable Boolean archived) {}

    /// The name once more, so that no workspace is removed by mistake.
    public record Removal(@Nullable String confirm) {}

    @GET
    @ForPersons
    public PageOf.Answer<WorkspaceView> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var search = query.search("search");
        var statuses = query.oneOf("status", STATUSES);
        var page = query.page(SORTABLE, "name");
        query.refuseOthers();
        return store.list(caller.get().account().uid(), search, statuses, page).answer(page);
    }

    @POST
    @ForPersons
    @APIResponse(responseCode = "201", description = "Made; its maker owns it")
    public Response create(@Nullable WorkspaceWish wish) {
        return idempotency.once(wish, () -> created(wish));
    }

    private Response created(@Nullable WorkspaceWish wish) {
        var name = name(wish == null ? null : wish.name());
        var id = Ids.next("wsp");
        var uid = caller.get().account().uid();
        if (!store.add(id, name, uid, MOST_OWNED, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            throw new ApiException(
                    ErrorCode.RESOURCE_CONFLICT, "One person owns at most " + MOST_OWNED + " workspaces");
        }
        var workspace = Workspaces.of(store, id, uid).orElseThrow(ApiException::notFound);
        audit.record(workspace, "workspace.created", new AuditEntry.Target("workspace", id, name), Map.of());
        return Response.created(URI.create("/api/workspaces/" + id))
                .entity(new Data<>(view(id)))
                .build();
    }

    @GET
    @Path("/{workspace_id}")
    @Access(role = Role.VIEWER, anyToken = true)
    public Data<WorkspaceView> get(@PathParam("workspace_id") String workspaceId) {
        return new Data<>(view(workspaceId));
    }

    @PATCH
    @Path("/{workspace_id}")
    @Access(role = Role.ADMIN)
    public Data<WorkspaceView> change(@PathParam("workspace_id") String workspaceId, @Nullable WorkspaceChange change) {
        var before = view(workspaceId);
        preconditions.require(() -> new Data<>(before));
        if (change != null && change.name() != null) {
            var name = name(change.name());
            store.rename(caller.workspace(), name);
            updated(before, "name", before.name(), name);
        }
        if (change != null && change.archived() != null) {
            store.archive(caller.workspace(), change.archived());
            updated(before, "status", before.status(), change.archived() ? "archived" : "active");
        }
        return new Data<>(view(workspaceId));
    }

    private void updated(WorkspaceView workspace, String field, String from, String to) {
        audit.record(
                "workspace.updated",
                "workspace",
                workspace.workspaceId(),
                workspace.name(),
                Map.of(field, List.of(from, to)));
    }

    @DELETE
    @Path("/{workspace_id}")
    @Access(role = Role.OWNER)
    @APIResponse(responseCode = "202", description = "Its data goes within a day")
    public Response remove(@PathParam("workspace_id") String workspaceId, @Nullable Removal removal) {
        var workspace = view(workspaceId);
        preconditions.require(() -> new Data<>(workspace));
        if (workspace.personal()) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "A personal workspace goes with its account only");
        }
        if (removal == null || !workspace.name().equals(removal.confirm())) {
            throw ApiException.invalid("confirm", "value", "must be the workspace's name");
        }
        ending.fire(new WorkspaceEnding(caller.workspace()));
        queue.cancelAll(caller.workspace());
        store.remove(caller.workspace());
        audit.record("workspace.deleted", "workspace", workspaceId, workspace.name());
        return Response.accepted().build();
    }

    private WorkspaceView view(String workspaceId) {
        return store.view(workspaceId, caller.get().account().uid()).orElseThrow(ApiException::notFound);
    }

    private static String name(@Nullable String typed) {
        var name = typed == null ? "" : typed.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ApiException.invalid("name", "length", "has 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }
}
