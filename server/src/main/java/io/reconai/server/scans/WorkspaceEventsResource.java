package io.reconai.server.scans;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.ScanStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happens in a workspace, live: its scans as they change and what they find.
@Path("/api/events")
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.SCANS_READ)
public class WorkspaceEventsResource {

    private static final PageRequest PRESENT =
            new PageRequest(1, 100, List.of(new PageRequest.Criterion("created_at", true)));

    private final WorkspaceFeeds feeds;
    private final ScanStore scans;
    private final CurrentCaller caller;
    private final OpenStreams streams;
    private final ObjectMapper json;

    WorkspaceEventsResource(
            WorkspaceFeeds feeds, ScanStore scans, CurrentCaller caller, OpenStreams streams, ObjectMapper json) {
        this.feeds = feeds;
        this.scans = scans;
        this.caller = caller;
        this.streams = streams;
        this.json = json;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context UriInfo uri)
            throws InterruptedException {
        var query = new QueryParameters(uri);
        var asked = query.text("last_event_id");
        query.refuseOthers();
        var workspace = caller.workspace();
        try (var place = streams.take(caller.get())) {
            var feed = feeds.join(workspace);
            try {
                var newest = feed.last();
                var present = scans.list(workspace, Map.of("scan_status", "pending,running"), PRESENT)
                        .items();
                var lastSeen = EventStream.number(lastEventId == null ? asked.orElse("") : lastEventId);
                new EventStream(sink, sse, json).follow(feed, present, newest, lastSeen, place.until());
            } finally {
                feeds.leave(workspace);
            }
        }
    }
}
