package io.reconai.server.identity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.server.audit.AuditFilter;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.store.AuditStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.workspaces.WorkspaceView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Everything that is kept about a person, in one file of JSON (GDPR, articles 15 and 20): profile, sign-ins,
/// memberships, API tokens without their secrets, and what the audit logs say the person did. What scans found belongs
/// to workspaces, which have exports of their own.
@Path("/api/auth/me/export")
@RunOnVirtualThread
@ForPersons
public class OwnDataResource {

    private static final int PAGE = 100;

    private final Profiles profiles;
    private final Sessions sessions;
    private final WorkspaceStore workspaces;
    private final ApiTokenStore tokens;
    private final AuditStore audits;
    private final AuditLog log;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    OwnDataResource(
            Profiles profiles,
            Sessions sessions,
            WorkspaceStore workspaces,
            ApiTokenStore tokens,
            AuditStore audits,
            AuditLog log,
            CurrentCaller caller,
            ObjectMapper json) {
        this.profiles = profiles;
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.audits = audits;
        this.log = log;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response export() {
        var account = caller.get().account();
        log.record("export.created", "export", "own-data", "Own data");
        log.flush();
        StreamingOutput body = out -> {
            try (var writer = json.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                write(account, writer);
            }
        };
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"reconai_own_data.json\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private void write(Account account, JsonGenerator writer) throws IOException {
        var memberOf = memberships(account);
        writer.writeStartObject();
        writer.writePOJOField("profile", profiles.of(account));
        writer.writeArrayFieldStart("sessions");
        for (var session : sessions.of(account)) {
            writer.writeStartObject();
            writer.writePOJOField("created_at", session.createdAt());
            writer.writePOJOField("last_used_at", session.lastUsedAt());
            writer.writePOJOField("from", session.from());
            writer.writeEndObject();
        }
        writer.writeEndArray();
        writer.writePOJOField("workspaces", memberOf);
        writer.writeArrayFieldStart("api_tokens");
        for (var workspace : memberOf) {
            writeTokens(account, workspace, writer);
        }
        writer.writeEndArray();
        writer.writeArrayFieldStart("audit_log");
        for (var workspace : memberOf) {
            writeAudit(account, workspace, writer);
        }
        writer.writeEndArray();
        writer.writeEndObject();
    }

    private List<WorkspaceView> memberships(Account account) {
        return all(page -> workspaces.list(account.uid(), Optional.empty(), List.of(), page));
    }

    private void writeTokens(Account account, WorkspaceView workspace, JsonGenerator writer) throws IOException {
        var holder = Workspace.of(workspace.workspaceId());
        for (var token : all(page -> tokens.list(holder, Optional.of(account.uid()), page))) {
            writer.writePOJO(token);
        }
    }

    private static <T> List<T> all(Function<PageRequest, PageOf<T>> list) {
        var order = List.of(new PageRequest.Criterion("created_at", false));
        var found = new ArrayList<T>();
        var page = 1;
        while (true) {
            var part = list.apply(new PageRequest(page++, PAGE, order)).items();
            found.addAll(part);
            if (part.size() < PAGE) {
                return found;
            }
        }
    }

    private void writeAudit(Account account, WorkspaceView workspace, JsonGenerator writer) {
        var own = new AuditFilter(
                List.of(account.uid()), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
        try {
            audits.forEach(Workspace.of(workspace.workspaceId()), own, entry -> {
                try {
                    writer.writePOJO(entry);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (UncheckedIOException gone) {
            throw new WebApplicationException(gone);
        }
    }
}
