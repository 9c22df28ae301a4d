package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.limits.RateGate;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.suspensions.Suspensions;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// What every request passes before its resource: credential, workspace, rate, then scope and role as annotated.
public final class Authentication {

    static final String WORKSPACE_HEADER = "X-Workspace-Id";
    private static final String OWN_AFFAIRS = "/api/auth/";
    private static final String WORKSPACE_PARAMETER = "workspace_id";

    private final Credentials credentials;
    private final WorkspaceStore workspaces;
    private final Suspensions suspensions;
    private final RateGate gate;
    private final IdentitySettings settings;
    private final CurrentCaller current;
    private final Sightings sightings;

    Authentication(
            Credentials credentials,
            WorkspaceStore workspaces,
            Suspensions suspensions,
            RateGate gate,
            IdentitySettings settings,
            CurrentCaller current,
            Sightings sightings) {
        this.settings = settings;
        this.credentials = credentials;
        this.workspaces = workspaces;
        this.suspensions = suspensions;
        this.gate = gate;
        this.current = current;
        this.sightings = sightings;
    }

    /// Lets public resources through; everything else only with a credential that verifies and suffices.
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public void authenticate(ContainerRequestContext request, ResourceInfo resource, RoutingContext routing) {
        var rule = AccessRule.of(resource);
        if (rule.isPublic()) {
            gate.admitStranger(routing);
            return;
        }
        var verified = verified(request, routing);
        var membership = membership(request, verified);
        var caller = new Caller(
                verified.account(), Workspace.of(membership.workspaceId()), membership, verified.credential());
        routing.response().putHeader(WORKSPACE_HEADER, membership.workspaceId());
        gate.admit(caller, routing);
        refuseSuspended(request, caller);
        refuseUnverified(request, verified.account());
        rule.check(caller);
        refuseChangesOfArchived(request, membership);
        sightings.active(membership, verified.account());
        current.set(caller);
    }

    /// In a workspace that is suspended its members may still look after their own affairs.
    private void refuseSuspended(ContainerRequestContext request, Caller caller) {
        if (request.getUriInfo().getPath().startsWith(OWN_AFFAIRS)) {
            suspensions.refusePerson(caller.account().uid());
        } else {
            suspensions.refuse(caller.account().uid(), caller.workspace());
        }
    }

    /// Where the operator wants it, who has not shown that his address is his may do no more than show it.
    private void refuseUnverified(ContainerRequestContext request, Account account) {
        if (settings.requiresVerifiedEmail()
                && !account.isVerified()
                && !request.getUriInfo().getPath().startsWith(OWN_AFFAIRS)) {
            throw new ApiException(ErrorCode.EMAIL_NOT_VERIFIED, "Confirm your e-mail address first");
        }
    }

    /// Who shows nothing that counts is counted by address, so that credentials cannot be tried without end.
    private Credentials.Verified verified(ContainerRequestContext request, RoutingContext routing) {
        try {
            return credentials.verify(request);
        } catch (ApiException refused) {
            gate.admitStranger(routing);
            throw refused;
        }
    }

    /// What the caller is in the workspace that the request is about.
    ///
    /// @throws ApiException the same "not found" for a workspace of others and for one that never was
    private Membership membership(ContainerRequestContext request, Credentials.Verified verified) {
        var bound = verified.boundTo();
        var asked = wanted(request).or(() -> bound);
        if (asked.isEmpty()) {
            return usual(verified.account());
        }
        var wanted = asked.get();
        var membership = workspaces.membership(wanted, verified.account().uid());
        if (membership.isEmpty() && bound.filter(wanted::equals).isPresent()) {
            throw new ApiException(ErrorCode.AUTH_TOKEN_INVALID, "The token's owner is no member any more");
        }
        return membership
                .filter(_ -> bound.isEmpty() || bound.get().equals(wanted))
                .orElseThrow(ApiException::notFound);
    }

    /// The one that the person chose, as long as he belongs to it; else his own.
    private Membership usual(Account account) {
        return workspaces
                .membership(account.defaultWorkspaceId(), account.uid())
                .or(() -> workspaces.membership(account.uid(), account.uid()))
                .orElseThrow(ApiException::notFound);
    }

    /// The workspace that the path names, else the header, else, for reading, the query.
    private static Optional<String> wanted(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        var inPath = Optional.ofNullable(uri.getPathParameters().getFirst(WORKSPACE_PARAMETER));
        var inHeader = Optional.ofNullable(request.getHeaderString(WORKSPACE_HEADER));
        var inQuery = Optional.ofNullable(uri.getQueryParameters().getFirst(WORKSPACE_PARAMETER))
                .filter(_ -> request.getMethod().equals("GET"));
        return inPath.or(() -> inHeader).or(() -> inQuery);
    }

    private static void refuseChangesOfArchived(ContainerRequestContext request, Membership membership) {
        var isAboutItself = request.getUriInfo().getPathParameters().containsKey(WORKSPACE_PARAMETER);
        if (membership.isArchived() && !isAboutItself && !Credentials.SAFE.contains(request.getMethod())) {
            throw new ApiException(ErrorCode.RESOURCE_CONFLICT, "The workspace is archived and can only be read");
        }
    }
}
