package io.reconai.server.workspaces;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.EmailAddress;
import io.reconai.server.identity.Role;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.MemberStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Invitations to a workspace: made, listed, withdrawn.
@Path("/api/workspaces/{workspace_id}/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN)
public class InvitationResource {

    private static final int LONGEST_MESSAGE = 1_000;

    private final MemberStore members;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final InvitationLinks links;
    private final Idempotency idempotency;
    private final Outbox outbox;
    private final Clock clock;

    InvitationResource(
            MemberStore members,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            InvitationLinks links,
            Idempotency idempotency,
            Outbox outbox,
            Clock clock) {
        this.outbox = outbox;
        this.members = members;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.links = links;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /// Whom to invite, as what.
    public record InvitationWish(
            @Nullable String email,
            @Nullable String role,
            @Nullable String message) {}

    record View(
            String invitationId,
            String email,
            Role role,
            @Nullable String message,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt) {

        static View of(Invitation invitation) {
            return new View(
                    invitation.invitationId(),
                    invitation.email(),
                    invitation.role(),
                    invitation.message(),
                    invitation.invitedBy(),
                    invitation.createdAt(),
                    invitation.expiresAt());
        }
    }

    /// The link is for the admin to pass on; nobody else is told it.
    record Made(View data, String acceptUrl) {}

    @GET
    public PageOf.Answer<View> list(@PathParam("workspace_id") String workspaceId, @Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.page(Set.of("created_at", "expires_at", "email"), "-created_at");
        query.refuseOthers();
        var found = members.invitations(caller.workspace(), page);
        return new PageOf<>(found.items().stream().map(View::of).toList(), found.total()).answer(page);
    }

    @POST
    @APIResponse(responseCode = "201", description = "Invited")
    public Response invite(
            @PathParam("workspace_id") String workspaceId, @Nullable InvitationWish given, @Context UriInfo uri) {
        return idempotency.once(given, () -> invited(given, uri));
    }

    private Response invited(@Nullable InvitationWish given, UriInfo uri) {
        var wish = given == null ? new InvitationWish(null, null, null) : given;
        var email = EmailAddress.parse(wish.email());
        var role = Roles.parse(wish.role(), Role.ADMIN);
        var message = message(wish.message());
        refuseIfFull();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var invitation = new Invitation(
                Ids.next("inv"),
                caller.workspace().id(),
                email,
                role,
                message,
                caller.get().account().uid(),
                now,
                now.plus(Invitation.LIFETIME));
        var secret = InvitationLinks.secret();
        members.invite(caller.workspace(), invitation, InvitationLinks.hash(secret));
        audit.record(
                "member.invited", "invitation", invitation.invitationId(), email, Map.of("role", List.of(role.word())));
        var link = links.address(secret, uri);
        outbox.add(
                InvitationLetters.INVITATION,
                email,
                InvitationLetters.details(link, caller.get().membership().name(), inviter(), role.word(), message));
        return Response.status(Response.Status.CREATED)
                .entity(new Made(View.of(invitation), link))
                .build();
    }

    private String inviter() {
        var account = caller.get().account();
        return account.displayName() == null ? account.email() : account.displayName();
    }

    private void refuseIfFull() {
        var most = quotas.limits(caller.get().membership().plan()).members();
        var present = members.list(
                caller.workspace(), new PageRequest(1, 1, List.of(new PageRequest.Criterion("uid", false))));
        if (most != null && present.total() >= most) {
            throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "The plan has room for " + most + " members");
        }
    }

    @DELETE
    @Path("/{invitation_id}")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    public Response withdraw(
            @PathParam("workspace_id") String workspaceId, @PathParam("invitation_id") String invitationId) {
        if (!members.withdraw(caller.workspace(), invitationId)) {
            throw ApiException.notFound();
        }
        return Response.noContent().build();
    }

    private static @Nullable String message(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        if (typed.strip().length() > LONGEST_MESSAGE) {
            throw ApiException.invalid("message", "length", "has at most " + LONGEST_MESSAGE + " characters");
        }
        return typed.strip();
    }
}
