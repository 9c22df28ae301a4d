package io.reconai.server.workspaces;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.ForPersons;
import io.reconai.server.identity.IdentitySettings;
import io.reconai.server.identity.Public;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.identity.Workspaces;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.MemberStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the link of an invitation leads to.
@Path("/api/invitations/{token}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InvitationLinkResource {

    private final MemberStore members;
    private final WorkspaceStore workspaces;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Outbox outbox;
    private final IdentitySettings identity;
    private final Clock clock;

    InvitationLinkResource(
            MemberStore members,
            WorkspaceStore workspaces,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            Outbox outbox,
            IdentitySettings identity,
            Clock clock) {
        this.outbox = outbox;
        this.identity = identity;
        this.members = members;
        this.workspaces = workspaces;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.clock = clock;
    }

    record View(String workspaceName, Role role, String email, String invitedBy, Instant expiresAt) {}

    @GET
    @Public
    public Data<View> look(@PathParam("token") String token) {
        var offer = offer(token);
        return new Data<>(new View(
                offer.workspaceName(),
                offer.invitation().role(),
                offer.invitation().email(),
                offer.inviter(),
                offer.invitation().expiresAt()));
    }

    /// Only the invited address may: where addresses can be shown to be somebody's, it must have been.
    @POST
    @Path("/accept")
    @ForPersons
    public Data<WorkspaceView> accept(@PathParam("token") String token) {
        var offer = offer(token);
        var account = caller.get().account();
        if (!offer.invitation().email().equalsIgnoreCase(account.email())) {
            throw invalid();
        }
        if (!account.isVerified() && (outbox.isOpen() || !identity.isLocal())) {
            throw new ApiException(ErrorCode.EMAIL_NOT_VERIFIED, "Confirm your e-mail address first");
        }
        var workspaceId = offer.invitation().workspaceId();
        switch (members.accept(
                offer.invitation(), account.uid(), quotas.limits(offer.plan()).members(), clock.instant())) {
            case DONE -> {} // a member now
            case NO_MEMBER, LAST_OWNER -> throw invalid();
            case FULL -> throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "The plan has no room for another member");
        }
        audit.record(
                workspace(workspaceId, account.uid()),
                "member.joined",
                new AuditEntry.Target("member", account.uid(), account.email()),
                Map.of("role", List.of(offer.invitation().role().word())));
        return new Data<>(workspaces.view(workspaceId, account.uid()).orElseThrow(ApiException::notFound));
    }

    private Workspace workspace(String workspaceId, String uid) {
        return Workspaces.of(workspaces, workspaceId, uid).orElseThrow(ApiException::notFound);
    }

    private MemberStore.Offer offer(String token) {
        return members.offer(InvitationLinks.hash(token), clock.instant()).orElseThrow(InvitationLinkResource::invalid);
    }

    private static ApiException invalid() {
        return new ApiException(
                ErrorCode.TOKEN_LINK_INVALID, "The link was used, has run out, or is for another address");
    }
}
