package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams of events: a workspace's, and who comes back goes on where he was.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
@Timeout(120) // a stream that says nothing
class EventStreamTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private HttpResponse<InputStream> open(Client client, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .headers(client.headers())
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> stream) {
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    /// The next line that begins so; the test's own time limit ends a wait in vain.
    private static String next(BufferedReader lines, String start) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
        throw new IllegalStateException("the stream ended before " + start);
    }

    private static String scan(Client client) {
        var started = client.post(
                "/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"standard\",\"scan_subdomains\":false}");
        return Client.json(started).path("scan_id").asText();
    }

    @Test
    void aWorkspaceIsWatchedAcrossACut() throws Exception {
        var client = Client.registered(base);
        var stranger = Client.registered(base);
        String last;
        try (var stream = lines(open(client, "/api/events"));
                var theirs = lines(open(stranger, "/api/events"))) {
            next(stream, ":");
            next(theirs, ":");
            var scanId = scan(client);
            assertThat(next(stream, "event:")).isEqualTo("scan");
            last = next(stream, "id:");
            client.get("/api/assets/scans/" + scanId + "/events"); // ends with the scan
            var foreign = scan(stranger);
            assertThat(next(theirs, "data:")).contains(foreign).doesNotContain(scanId);
        }
        var again = open(client.with("Last-Event-ID", last), "/api/events");
        try (var stream = lines(again)) {
            var ids = new ArrayList<Long>();
            var data = "";
            while (!data.contains("\"scan_status\":\"completed\"")) {
                ids.add(Long.valueOf(next(stream, "id:")));
                data = next(stream, "data:");
            }
            assertThat(ids.getFirst()).as("none is lost").isEqualTo(Long.parseLong(last) + 1);
            assertThat(ids).isSorted().doesNotHaveDuplicates();
        }
        var late = open(client, "/api/events?last_event_id=17");
        scan(client);
        try (var stream = lines(late)) {
            assertThat(next(stream, "event:")).isEqualTo("scan");
        }
        assertThat(client.get("/api/events?nope=1").statusCode()).isEqualTo(422);
    }

    @Test
    void aFinishedScanIsTold() {
        var client = Client.registered(base);
        var scanId = scan(client);
        client.get("/api/assets/scans/" + scanId + "/events");
        var told = client.with("Last-Event-ID", "5").get("/api/assets/scans/" + scanId + "/events");
        assertThat(told.body().lines().filter(line -> line.startsWith("event:")).toList())
                .extracting(line -> line.substring("event:".length()).strip())
                .containsExactly("scan", "end");
    }

    @Test
    void theEleventhStreamOfAPersonIsRefused() throws Exception {
        var client = Client.registered(base);
        var open = new ArrayList<BufferedReader>();
        try {
            for (var i = 0; i < OpenStreams.MOST; i++) {
                var stream = lines(open(client, "/api/events"));
                next(stream, ":");
                open.add(stream);
            }
            var refused = client.get("/api/events");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(Client.json(refused).path("error_code").asText()).isEqualTo("RATE_LIMIT_EXCEEDED");
            for (var other : List.of(Client.registered(base))) {
                try (var stream = lines(open(other, "/api/events"))) {
                    next(stream, ":");
                }
            }
        } finally {
            for (var stream : open) {
                stream.close();
            }
        }
    }
}
