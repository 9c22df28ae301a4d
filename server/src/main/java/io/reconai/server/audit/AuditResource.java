package io.reconai.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AuditStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The audit log: listed and exported.
@Path("/api/audit-log")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.AUDIT_READ)
public class AuditResource {

    private static final Set<String> FORMATS = Set.of("csv", "jsonl");

    private final AuditStore store;
    private final CurrentCaller caller;
    private final AuditLog log;
    private final ObjectMapper json;
    private final Clock clock;

    AuditResource(AuditStore store, CurrentCaller caller, AuditLog log, ObjectMapper json, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /// One page; the cursor goes on from its last entry, whatever was added in the meantime.
    record Answer(
            List<AuditEntry> data,
            PageOf.Pagination pagination,
            @Nullable String nextCursor) {}

    @GET
    public Answer list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = filter(query);
        var cursor = query.text("cursor").map(AuditResource::position);
        var page = query.number("page", 1, 1_000_000).orElse(1);
        var limit = query.number("limit", 1, 100).orElse(20);
        query.refuseOthers();
        var request = new PageRequest(cursor.isPresent() ? 1 : page, limit, List.of());
        log.flush();
        var part = store.list(caller.workspace(), filter, cursor, request.offset(), limit);
        var answer = part.entries().answer(request);
        return new Answer(
                answer.data(),
                answer.pagination(),
                part.last().map(String::valueOf).orElse(null));
    }

    @GET
    @Path("/export")
    @Produces(MediaType.WILDCARD)
    public Response export(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = filter(query);
        var format = query.oneOf("format", FORMATS).stream().findFirst().orElse("csv");
        query.refuseOthers();
        var workspace = caller.workspace();
        log.record("export.created", "export", "audit-log", "Audit log as " + format);
        var name = "reconai_audit_log_" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "." + format;
        StreamingOutput body = out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            write(workspace, filter, format, writer);
            writer.flush();
        };
        return Response.ok(body, format.equals("csv") ? "text/csv; charset=utf-8" : "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    private void write(Workspace workspace, AuditFilter filter, String format, Writer writer) throws IOException {
        if (format.equals("csv")) {
            writer.write(AuditCsv.HEADER);
        }
        try {
            store.forEach(workspace, filter, entry -> {
                try {
                    writer.write(format.equals("csv") ? AuditCsv.line(entry) : json.writeValueAsString(entry) + "\n");
                } catch (JsonProcessingException impossible) {
                    throw new IllegalStateException(impossible);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (UncheckedIOException gone) {
            throw new WebApplicationException(gone);
        }
    }

    private static AuditFilter filter(QueryParameters query) {
        return new AuditFilter(
                several(query, "actor"),
                several(query, "action"),
                several(query, "target_type"),
                several(query, "target_id"),
                time(query, "after"),
                time(query, "before"));
    }

    private static List<String> several(QueryParameters query, String name) {
        return query.text(name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Optional<Instant> time(QueryParameters query, String name) {
        return query.text(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException noTime) {
                throw ApiException.invalid(name, "format", "is a time such as 2026-03-01T09:30:00Z");
            }
        });
    }

    private static long position(String cursor) {
        if (!cursor.matches("\\d{1,18}")) {
            throw ApiException.invalid("cursor", "format", "is what an earlier answer gave as next_cursor");
        }
        return Long.parseLong(cursor);
    }
}
