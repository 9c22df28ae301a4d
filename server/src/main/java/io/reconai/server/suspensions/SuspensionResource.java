package io.reconai.server.suspensions;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.identity.ForPersons;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanQueue;
import io.reconai.server.store.AccountStore;
import io.reconai.server.store.SuspensionStore;
import io.reconai.server.system.Operators;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Operators shut people and workspaces out, and let them in again; for everybody else there is nothing here.
@Path("/api/admin/suspensions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ForPersons
public class SuspensionResource {

    private static final int LONGEST_REASON = 500;

    private final Operators operators;
    private final SuspensionStore store;
    private final AccountStore accounts;
    private final ScanQueue queue;
    private final AuditLog audit;
    private final Clock clock;

    SuspensionResource(
            Operators operators,
            SuspensionStore store,
            AccountStore accounts,
            ScanQueue queue,
            AuditLog audit,
            Clock clock) {
        this.operators = operators;
        this.store = store;
        this.accounts = accounts;
        this.queue = queue;
        this.audit = audit;
        this.clock = clock;
    }

    /// Whom or what to shut out: one of the two, and why, which they are told.
    public record SuspensionWish(
            @Nullable String email,
            @Nullable String workspaceId,
            @Nullable String reason) {}

    /// Who and what is to be shut out.
    private record Subject(String id, String label, boolean isPerson) {}

    @GET
    public Data<List<Suspension>> list() {
        operators.require();
        return new Data<>(store.list());
    }

    /// Ends the sign-ins of a person and the scans of a workspace; from then on every request is refused.
    @POST
    @APIResponse(responseCode = "201", description = "Shut out")
    public Response suspend(@Nullable SuspensionWish given) {
        var operator = operators.require();
        var wish = given == null ? new SuspensionWish(null, null, null) : given;
        var reason = reason(wish.reason());
        var subject = subject(wish);
        if (subject.id().equals(operator.uid())) {
            throw ApiException.invalid("email", "value", "is your own");
        }
        var suspension = new Suspension(
                subject.id(),
                subject.label(),
                reason,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                operator.email());
        store.put(suspension);
        if (subject.isPerson()) {
            accounts.endSessions(subject.id());
        }
        queue.cancelAll(subject.id());
        note("suspended", suspension, Map.of("reason", List.of(reason)));
        return Response.status(Response.Status.CREATED)
                .entity(new Data<>(suspension))
                .build();
    }

    @DELETE
    @Path("/{subject}")
    @APIResponse(responseCode = "204", description = "Let in again")
    public Response lift(@PathParam("subject") String subject) {
        operators.require();
        var suspension = store.find(List.of(subject)).orElseThrow(ApiException::notFound);
        store.remove(subject);
        note("let_in", suspension, Map.of());
        return Response.noContent().build();
    }

    private Subject subject(SuspensionWish wish) {
        if ((wish.email() == null) == (wish.workspaceId() == null)) {
            throw ApiException.invalid("email", "value", "is needed, or else workspace_id");
        }
        if (wish.email() != null) {
            return accounts.findByEmail(wish.email().strip())
                    .map(account -> new Subject(account.uid(), account.email(), true))
                    .orElseThrow(() -> ApiException.invalid("email", "value", "is nobody's here"));
        }
        return store.workspace(wish.workspaceId().strip())
                .map(Workspace::id)
                .map(id -> new Subject(id, id, accounts.find(id).isPresent()))
                .orElseThrow(() -> ApiException.invalid("workspace_id", "value", "is no workspace"));
    }

    private static String reason(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            throw ApiException.invalid("reason", "required", "is needed; it is shown to who is shut out");
        }
        if (typed.strip().length() > LONGEST_REASON) {
            throw ApiException.invalid("reason", "length", "has at most " + LONGEST_REASON + " characters");
        }
        return typed.strip();
    }

    /// In the log of what is shut out, whose members read it afterwards.
    private void note(String what, Suspension suspension, Map<String, List<String>> changes) {
        store.workspace(suspension.subject())
                .ifPresent(workspace -> audit.record(
                        workspace,
                        "workspace." + what,
                        new AuditEntry.Target("workspace", workspace.id(), suspension.label()),
                        changes));
    }
}
