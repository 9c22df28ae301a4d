package io.reconai.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.MovableClock;
import io.reconai.server.domains.InProofWorld;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.ScanStore;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Scans that start by themselves.
@QuarkusTest
@TestProfile(InProofWorld.class)
class ScheduleRunTest {

    private static final AtomicInteger DOMAINS = new AtomicInteger();
    private static final Duration ALL_OF_A_DAYS_SPREAD = Duration.ofMinutes(145);

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    @Inject
    ScheduleRunner runner;

    @Inject
    ScanStore scans;

    /// A domain that nobody has, scanned once a day: its scans end at once.
    private JsonNode daily(Client client) {
        var added = client.post("/api/domains", "{\"domain\":\"s" + DOMAINS.incrementAndGet() + ".test\"}");
        var domain = Client.json(added).path("data");
        var set = client.send(
                "PUT",
                "/api/domains/" + id(domain) + "/schedule",
                "{\"frequency_hours\":24,\"mode\":\"passive\",\"scan_type\":\"rescan\",\"enabled\":true}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        return client.data("/api/domains/" + id(domain));
    }

    private static String id(JsonNode domain) {
        return domain.path("domain_id").asText();
    }

    private static List<JsonNode> scansOf(Client client, JsonNode domain) {
        return client.all("/api/assets/scans?domain=" + domain.path("domain").asText());
    }

    private static JsonNode schedule(Client client) {
        return client.data("/api/schedules").get(0);
    }

    /// Runs what is due until it is no longer: the server's own runner may have it at this moment.
    private JsonNode run(Client client) {
        var before = schedule(client).path("next_run_at");
        var end = Instant.now().plusSeconds(30);
        do {
            runner.runDue();
            assertThat(Instant.now()).isBefore(end);
        } while (schedule(client).path("next_run_at").equals(before));
        return schedule(client);
    }

    @Test
    void startsWhatIsDueAndGoesOn() {
        var client = Client.registered(base);
        var domain = daily(client);
        var next = Instant.parse(domain.path("next_scan_at").asText());
        assertThat(next)
                .isBetween(clock.instant().minusSeconds(60), clock.instant().plus(ALL_OF_A_DAYS_SPREAD));
        assertThat(domain.path("monitored").asBoolean()).isTrue();

        clock.advance(ALL_OF_A_DAYS_SPREAD);
        var scheduled = run(client);
        var scanId = scheduled.path("last_scan_id").asText();
        client.get("/api/assets/scans/" + scanId + "/events"); // ends with the scan
        var scan = client.data("/api/assets/scans/" + scanId);
        assertThat(scan.path("trigger").asText()).isEqualTo("schedule");
        assertThat(scan.path("token_name").isNull()).isTrue();
        assertThat(scan.path("mode").asText()).isEqualTo("passive");
        assertThat(scan.path("requested_by").asText())
                .isEqualTo(client.data("/api/auth/me").path("uid").asText());
        assertThat(client.data("/api/billing/usage").path("scan_credits_used").asInt())
                .isZero();
        assertThat(schedule(client).path("last_status").asText()).isEqualTo("completed");
        assertThat(Instant.parse(scheduled.path("next_run_at").asText())).isEqualTo(next.plus(Duration.ofDays(1)));
        assertThat(client.data("/api/audit-log?action=scan.started")
                        .get(0)
                        .path("actor")
                        .path("type")
                        .asText())
                .isEqualTo("system");

        clock.advance(Duration.ofDays(10)); // nobody was there
        var late = run(client);
        runner.runDue();
        assertThat(scansOf(client, domain)).as("made up once").hasSize(2);
        assertThat(Instant.parse(late.path("next_run_at").asText()))
                .isAfter(clock.instant().minusSeconds(60))
                .isBefore(clock.instant().plus(Duration.ofHours(27)));
    }

    @Test
    void ofManyRunnersOneStartsIt() throws Exception {
        var client = Client.registered(base);
        var domain = daily(client);
        clock.advance(ALL_OF_A_DAYS_SPREAD);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(runner::runDue))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        var end = Instant.now().plusSeconds(30);
        while (schedule(client).path("last_scan_id").isNull()) { // the server's own runner has it
            assertThat(Instant.now()).isBefore(end);
        }
        var scanId = schedule(client).path("last_scan_id").asText();
        assertThat(scansOf(client, domain))
                .singleElement()
                .satisfies(scan -> assertThat(scan.path("scan_id").asText()).isEqualTo(scanId));
    }

    @Test
    void waitsForNoScanThatStillRuns() {
        var client = Client.registered(base);
        var domain = daily(client);
        var workspace =
                Workspace.ofRecord(client.data("/api/auth/me").path("uid").asText());
        var name = domain.path("domain").asText();
        scans.add(workspace, ScanRecords.asked("scn_running" + name, workspace, name, clock.instant()));
        clock.advance(ALL_OF_A_DAYS_SPREAD);
        var skipped = run(client);
        assertThat(skipped.path("last_scan_id").isNull()).isTrue();
        assertThat(scansOf(client, domain)).hasSize(1);
        assertThat(Instant.parse(skipped.path("next_run_at").asText())).isAfter(clock.instant());
    }

    @Test
    void restsWhileTheWorkspaceIsArchived() {
        var client = Client.registered(base);
        var domain = daily(client);
        var workspace =
                "/api/workspaces/" + client.data("/api/auth/me").path("uid").asText();
        assertThat(client.data(workspace).path("status").asText()).isEqualTo("monitoring");
        assertThat(client.data("/api/workspaces?status=monitoring")).hasSize(1);
        assertThat(client.data("/api/analytics/dashboard")
                        .path("monitored_domains")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.data("/api/analytics/dashboard?domain=other.test")
                        .path("monitored_domains")
                        .asInt())
                .isZero();
        client.send("PATCH", workspace, "{\"archived\":true}");
        assertThat(client.data(workspace).path("status").asText()).isEqualTo("archived");
        clock.advance(Duration.ofDays(2));
        runner.runDue();
        assertThat(scansOf(client, domain)).isEmpty();
        client.send("PATCH", workspace, "{\"archived\":false}");
        run(client);
        assertThat(scansOf(client, domain)).hasSize(1);
    }

    @Test
    void stopsWhenItIsTakenAway() {
        var client = Client.registered(base);
        var domain = daily(client);
        var path = "/api/domains/" + id(domain) + "/schedule";
        assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(204);
        clock.advance(Duration.ofDays(2));
        runner.runDue();
        assertThat(scansOf(client, domain)).isEmpty();
        assertThat(client.data("/api/schedules")).isEmpty();
        var after = client.data("/api/domains/" + id(domain));
        assertThat(after.path("monitored").asBoolean(true)).isFalse();
        assertThat(after.path("schedule").isNull()).isTrue();
        assertThat(client.data("/api/audit-log?action=schedule.removed")).hasSize(1);
    }
}
