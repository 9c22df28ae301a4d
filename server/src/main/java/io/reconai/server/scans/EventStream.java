package io.reconai.server.scans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reconai.server.http.ErrorCode;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/// Writes a scan's events to one listener (server-sent events, WHATWG HTML §9.2). Used by one thread.
final class EventStream {

    private final SseEventSink sink;
    private final Sse sse;
    private final ObjectMapper json;

    /// By which credentials run out.
    private final Clock clock = Clock.systemUTC();

    EventStream(SseEventSink sink, Sse sse, ObjectMapper json) {
        this.sink = sink;
        this.sse = sse;
        this.json = json;
    }

    /// What a listener says he saw last; 0 where that is no number of ours.
    static long number(String lastEventId) {
        return lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
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
    /// @param until when the listener's credential runs out
    void follow(ScanFeed feed, ScanView now, long newest, long lastSeen, Instant until) throws InterruptedException {
        try (sink) {
            var goesOn = lastSeen > 0 && feed.knows(lastSeen);
            var at = goesOn ? lastSeen : feed.before();
            if (!goesOn) {
                send(0, "scan", lastSeen > 0 ? again(now) : now);
            }
            while (!sink.isClosed()) {
                var batch = feed.after(at, patience(until));
                if (batch.hasGap() && goesOn) {
                    send(0, "scan", again(now));
                }
                goesOn = true;
                for (var event : batch.events()) {
                    if (event.number() > newest || !event.name().equals("scan")) {
                        send(event.number(), event.name(), event.data());
                    }
                    at = event.number();
                }
                if (batch.isEnd() || isOver(until)) {
                    return;
                }
                if (batch.events().isEmpty()) {
                    beat();
                }
            }
        } catch (CompletionException gone) {
            // Who listened has left.
        }
    }

    /// Follows a workspace, from where the listener was, until he leaves.
    ///
    /// @param present the scans that are waiting or running
    void follow(ScanFeed feed, List<ScanView> present, long newest, long lastSeen, Instant until)
            throws InterruptedException {
        try (sink) {
            var goesOn = lastSeen > 0 && feed.knows(lastSeen);
            var at = goesOn ? lastSeen : newest;
            if (!goesOn) {
                tell(present, lastSeen > 0);
            }
            beat(); // opens the stream where nothing is there to tell
            while (!sink.isClosed()) {
                var batch = feed.after(at, patience(until));
                if (batch.hasGap()) {
                    tell(present, true);
                }
                for (var event : batch.events()) {
                    send(event.number(), event.name(), event.data());
                    at = event.number();
                }
                if (isOver(until)) {
                    return;
                }
                if (batch.events().isEmpty()) {
                    beat();
                }
            }
        } catch (CompletionException gone) {
            // Who listened has left.
        }
    }

    private void tell(List<ScanView> scans, boolean isResync) {
        for (var scan : scans) {
            send(0, "scan", isResync ? again(scan) : scan);
        }
    }

    private ObjectNode again(ScanView now) {
        ObjectNode resync = json.valueToTree(now);
        return resync.put("resync", true);
    }

    private Duration patience(Instant until) {
        var left = Duration.between(clock.instant(), until);
        return left.compareTo(ScanFeed.HEARTBEAT) < 0 ? left : ScanFeed.HEARTBEAT;
    }

    private boolean isOver(Instant until) {
        if (clock.instant().isBefore(until)) {
            return false;
        }
        send(0, "error", Map.of("error_code", ErrorCode.AUTH_TOKEN_EXPIRED));
        return true;
    }

    private void beat() {
        write(sse.newEventBuilder().comment("still here").build());
    }

    /// Waits until it is out: a slow listener slows only this thread.
    ///
    /// @throws CompletionException when he has left
    private void write(OutboundSseEvent event) {
        try {
            sink.send(event).toCompletableFuture().join();
        } catch (IllegalStateException closed) {
            throw new CompletionException(closed);
        }
    }

    private void send(long number, String name, Object data) {
        try {
            OutboundSseEvent.Builder event =
                    sse.newEventBuilder().name(name).data(String.class, json.writeValueAsString(data));
            if (number > 0) {
                event.id(Long.toString(number));
            }
            write(event.build());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
