package io.reconai.server.scans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionException;

/// Writes a scan's events to one listener (server-sent events, WHATWG HTML §9.2). Used by one thread.
final class EventStream {

    private final SseEventSink sink;
    private final Sse sse;
    private final ObjectMapper json;

    EventStream(SseEventSink sink, Sse sse, ObjectMapper json) {
        this.sink = sink;
        this.sse = sse;
        this.json = json;
    }

    /// A scan that has ended: what it is, and the end.
    void finished(ScanView scan) {
        try (sink) {
            send(0, "scan", scan);
            send(0, "end", scan);
        } catch (CompletionException gone) {
            // Who listened has left.
        }
    }

    /// Follows a scan to its end, from where the listener was.
    ///
    /// @param now what the scan is, read after `newest`
    /// @param newest the number of the feed's last event before that: older states of the scan are not told again
    void follow(ScanFeed feed, ScanView now, long newest, long lastSeen) throws InterruptedException {
        try (sink) {
            var at = lastSeen > 0 && lastSeen <= feed.last() ? lastSeen : 0;
            if (at == 0) {
                send(0, "scan", now);
            }
            while (!sink.isClosed()) {
                var batch = feed.after(at, ScanFeed.HEARTBEAT);
                if (batch.hasGap() && at > 0) {
                    ObjectNode resync = json.valueToTree(now);
                    send(0, "scan", resync.put("resync", true));
                }
                for (var event : batch.events()) {
                    if (event.number() > newest || !event.name().equals("scan")) {
                        send(event.number(), event.name(), event.data());
                    }
                    at = event.number();
                }
                if (batch.isEnd()) {
                    return;
                }
                if (batch.events().isEmpty()) {
                    sink.send(sse.newEventBuilder().comment("still here").build())
                            .toCompletableFuture()
                            .join();
                }
            }
        } catch (CompletionException gone) {
            // Who listened has left.
        }
    }

    private void send(long number, String name, Object data) {
        try {
            OutboundSseEvent.Builder event =
                    sse.newEventBuilder().name(name).data(String.class, json.writeValueAsString(data));
            if (number > 0) {
                event.id(Long.toString(number));
            }
            sink.send(event.build()).toCompletableFuture().join(); // a slow listener slows only this thread
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
