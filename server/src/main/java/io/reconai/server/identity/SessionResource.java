package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.store.AccountStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// A person's sign-ins: listed, ended. One that was ended is dead at once, its cookie and its tokens alike.
@Path("/api/auth/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ForPersons
public class SessionResource {

    /// In the place of an id: everywhere, here included.
    private static final String ALL = "all";

    private final Sessions sessions;
    private final AccountStore accounts;
    private final CurrentCaller caller;

    SessionResource(Sessions sessions, AccountStore accounts, CurrentCaller caller) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.caller = caller;
    }

    /// One sign-in as its owner sees it.
    record SessionView(
            String sessionId,
            Instant createdAt,
            Instant lastUsedAt,
            @Nullable String ip,
            @Nullable String userAgent,
            boolean current) {}

    @GET
    public Data<List<SessionView>> list() {
        var here = caller.get().credential().sessionId().orElse("");
        return new Data<>(sessions.of(caller.get().account()).stream()
                .map(session -> new SessionView(
                        session.sessionId(),
                        session.createdAt(),
                        session.lastUsedAt(),
                        session.from().ip(),
                        session.from().userAgent(),
                        session.sessionId().equals(here)))
                .toList());
    }

    @DELETE
    @Path("/{session_id}")
    @APIResponse(responseCode = "204", description = "Signed out there")
    public Response end(@PathParam("session_id") String sessionId) {
        var uid = caller.get().account().uid();
        if (sessionId.equals(ALL)) {
            accounts.endSessions(uid);
        } else if (!accounts.endSession(uid, sessionId)) {
            throw ApiException.notFound();
        }
        return Response.noContent().build();
    }
}
