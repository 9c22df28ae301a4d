package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.scans.ScanQueue;
import io.reconai.server.store.AccountStore;
import io.reconai.server.store.WorkspaceStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// A person's own account: shown, changed, removed.
@Path("/api/auth/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ForPersons
public class MeResource {

    private final AccountStore accounts;
    private final WorkspaceStore workspaces;
    private final Profiles profiles;
    private final ScanQueue queue;
    private final SignIns signIns;
    private final CurrentCaller caller;
    private final Event<WorkspaceEnding> ending;

    MeResource(
            AccountStore accounts,
            WorkspaceStore workspaces,
            Profiles profiles,
            ScanQueue queue,
            SignIns signIns,
            CurrentCaller caller,
            Event<WorkspaceEnding> ending) {
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.profiles = profiles;
        this.queue = queue;
        this.signIns = signIns;
        this.caller = caller;
        this.ending = ending;
    }

    /// What may be changed; what is absent stays. An empty text takes a name or a picture away.
    public record ProfileChange(
            @Nullable String displayName,
            @Nullable String photoUrl,
            @Nullable String defaultWorkspaceId,

            @Schema(implementation = Preferences.class) @Nullable
            Map<String, @Nullable Object> preferences) {}

    /// The e-mail address once more, so that no account is removed by mistake.
    public record AccountRemoval(@Nullable String confirm) {}

    @GET
    public Data<Profile> me() {
        return new Data<>(profiles.of(caller.get().account(), caller.get().membership()));
    }

    @PATCH
    public Data<Profile> change(@Nullable ProfileChange change) {
        var account = caller.get().account();
        if (change == null) {
            return me();
        }
        var changed = account.with(
                change.displayName() == null
                        ? account.displayName()
                        : DisplayName.parse(change.displayName()).orElse(null),
                change.photoUrl() == null
                        ? account.photoUrl()
                        : PhotoUrl.parse(change.photoUrl()).orElse(null),
                change.defaultWorkspaceId() == null
                        ? account.defaultWorkspaceId()
                        : ownWorkspace(change.defaultWorkspaceId(), account),
                change.preferences() == null
                        ? account.preferences()
                        : PreferenceFields.apply(account.preferences(), change.preferences()));
        accounts.saveProfile(changed);
        return new Data<>(profiles.of(changed, caller.get().membership()));
    }

    /// @throws ApiException "not found" for one of others and for one that never was
    private String ownWorkspace(String workspaceId, Account account) {
        return workspaces
                .membership(workspaceId, account.uid())
                .orElseThrow(ApiException::notFound)
                .workspaceId();
    }

    @DELETE
    @APIResponse(responseCode = "204", description = "The account is gone")
    public Response remove(@Nullable AccountRemoval removal, @Context RoutingContext request) {
        var account = caller.get().account();
        if (removal == null || !account.email().equalsIgnoreCase(removal.confirm())) {
            throw ApiException.invalid("confirm", "value", "must be the e-mail address");
        }
        var own = Workspace.of(account.uid());
        if (accounts.isLastOwner(account.uid())) {
            throw lastOwner();
        }
        ending.fire(new WorkspaceEnding(own));
        if (!accounts.remove(account.uid())) {
            throw lastOwner();
        }
        queue.cancelAll(own);
        workspaces.remove(own); // what a running scan wrote in the meantime
        return signIns.signedOut(request);
    }

    private static ApiException lastOwner() {
        return new ApiException(
                ErrorCode.LAST_OWNER, "A shared workspace would be left without an owner; hand it over or remove it");
    }
}
