package io.reconai.server.workspaces;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.AccessRule;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.MemberStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Members of a workspace: listed, given another role, removed.
@Path("/api/workspaces/{workspace_id}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MemberResource {

    private final MemberStore members;
    private final CurrentCaller caller;
    private final AuditLog audit;

    MemberResource(MemberStore members, CurrentCaller caller, AuditLog audit) {
        this.members = members;
        this.caller = caller;
        this.audit = audit;
    }

    /// The new role.
    public record RoleChange(@Nullable String role) {}

    @GET
    @Access(role = Role.VIEWER, scope = Scope.MEMBERS_READ)
    public PageOf.Answer<Member> list(@PathParam("workspace_id") String workspaceId, @Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.page(Set.of("email", "role", "joined_at", "last_active_at"), "joined_at");
        query.refuseOthers();
        return members.list(caller.workspace(), page).answer(page);
    }

    @PATCH
    @Path("/{uid}")
    @Access(role = Role.ADMIN)
    public Data<Member> changeRole(
            @PathParam("workspace_id") String workspaceId, @PathParam("uid") String uid, @Nullable RoleChange change) {
        var member = find(uid);
        var role = Roles.parse(change == null ? null : change.role(), Role.OWNER);
        if (role == Role.OWNER || member.role() == Role.OWNER) {
            AccessRule.require(caller.get(), Role.OWNER);
        }
        done(members.setRole(caller.workspace(), uid, role));
        audit.record(
                "member.role_changed",
                "member",
                uid,
                member.email(),
                Map.of("role", List.of(member.role().word(), role.word())));
        return new Data<>(find(uid));
    }

    @DELETE
    @Path("/{uid}")
    @Access(role = Role.VIEWER)
    @APIResponse(responseCode = "204", description = "No member any more")
    public Response remove(@PathParam("workspace_id") String workspaceId, @PathParam("uid") String uid) {
        var isOneself = caller.get().account().uid().equals(uid);
        if (!isOneself) {
            AccessRule.require(caller.get(), Role.ADMIN);
        }
        var member = find(uid);
        if (!isOneself && member.role() == Role.OWNER) {
            AccessRule.require(caller.get(), Role.OWNER);
        }
        done(members.remove(caller.workspace(), uid));
        audit.record("member.removed", "member", uid, member.email());
        return Response.noContent().build();
    }

    private Member find(String uid) {
        return members.find(caller.workspace(), uid).orElseThrow(ApiException::notFound);
    }

    private static void done(MemberStore.Change change) {
        switch (change) {
            case DONE -> {} // as asked
            case NO_MEMBER -> throw ApiException.notFound();
            case LAST_OWNER ->
                throw new ApiException(ErrorCode.LAST_OWNER, "The workspace would be left without an owner");
            case FULL -> throw new IllegalStateException("nobody was added");
        }
    }
}
