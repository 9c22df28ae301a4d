package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AlertStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What happened, as the app shows it.
@Path("/api/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ALERTS_READ)
public class AlertResource {

    private static final int MOST_AT_ONCE = 1_000;
    private static final Set<String> EVENTS =
            Arrays.stream(AlertEvent.values()).map(AlertEvent::word).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SEVERITIES = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private final AlertStore store;
    private final CurrentCaller caller;

    AlertResource(AlertStore store, CurrentCaller caller) {
        this.store = store;
        this.caller = caller;
    }

    /// A page of alerts, and how many the caller has not read.
    record Inbox(List<AlertView> data, PageOf.Pagination pagination, long unreadCount) {}

    /// Which alerts were read.
    public record ReadMarks(
            @Nullable List<String> alertIds, @Nullable Boolean all) {}

    @GET
    public Inbox list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = new AlertFilter(
                query.flag("read"),
                query.oneOf("event", EVENTS).stream().map(AlertEvent::of).toList(),
                query.oneOf("severity", SEVERITIES).stream()
                        .map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toList(),
                query.time("after"));
        var page = query.pageInOrder();
        query.refuseOthers();
        var part = store.list(caller.workspace(), caller.get().account().uid(), filter, page);
        var shown = new PageOf<>(
                        part.page().items().stream()
                                .map(listed -> AlertView.of(listed.alert(), listed.read()))
                                .toList(),
                        part.page().total())
                .answer(page);
        return new Inbox(shown.data(), shown.pagination(), part.unread());
    }

    @POST
    @Path("/read")
    @Access(role = Role.VIEWER, scope = Scope.ALERTS_WRITE)
    @APIResponse(responseCode = "204", description = "Read")
    public Response read(@Nullable ReadMarks marks) {
        var uid = caller.get().account().uid();
        var ids = marks == null ? null : marks.alertIds();
        var all = marks != null && Boolean.TRUE.equals(marks.all());
        if (all == (ids != null)) {
            throw ApiException.invalid("alert_ids", "missing", "names some alerts, or else all is true");
        }
        if (ids == null) {
            store.markAllRead(caller.workspace(), uid);
            return Response.noContent().build();
        }
        if (ids.isEmpty() || ids.size() > MOST_AT_ONCE || ids.contains(null)) {
            throw ApiException.invalid("alert_ids", "length", "has 1 to " + MOST_AT_ONCE + " ids");
        }
        store.markRead(caller.workspace(), uid, ids);
        return Response.noContent().build();
    }
}
