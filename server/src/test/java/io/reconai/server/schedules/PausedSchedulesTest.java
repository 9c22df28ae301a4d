package io.reconai.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.MovableClock;
import io.reconai.server.QuotasEnforced;
import io.reconai.server.billing.Plans;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import io.reconai.server.usage.Plan;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Schedules that a plan or a workspace has no room for say so, and go on by themselves.
@QuarkusTest
@TestProfile(QuotasEnforced.class)
class PausedSchedulesTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    BillingStore billing;

    @Inject
    MovableClock clock;

    private static JsonNode scheduled(Client client, String name, boolean enabled) {
        var added = client.post("/api/domains", "{\"domain\":\"" + name + "\"}");
        var id = Client.json(added).at("/data/domain_id").asText();
        var set = client.send(
                "PUT",
                "/api/domains/" + id + "/schedule",
                "{\"frequency_hours\":24,\"mode\":\"passive\",\"scan_type\":\"rescan\",\"enabled\":" + enabled + "}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        return Client.json(set).path("data");
    }

    /// As both lists and the page of each domain show it.
    private static List<String> states(Client client) {
        var states = client.all("/api/schedules").stream()
                .map(one -> one.path("domain").asText() + " " + words(one))
                .sorted()
                .toList();
        assertThat(client.all("/api/domains").stream()
                        .map(one -> one.path("domain").asText() + " " + words(one.path("schedule")))
                        .sorted()
                        .toList())
                .isEqualTo(states);
        return states;
    }

    private static String words(JsonNode schedule) {
        return schedule.path("state").asText() + " "
                + schedule.path("paused_because").asText();
    }

    @Test
    void sayWhyTheyRest() {
        var owner = Client.registered(base);
        var shared = Client.json(owner.post("/api/workspaces", "{\"name\":\"Shared\"}"))
                .at("/data/workspace_id")
                .asText();
        var workspace = Workspace.ofRecord(shared);
        var client = owner.with("X-Workspace-Id", shared);
        Plans.set(billing, workspace, Plan.PRO, clock.instant());
        assertThat(words(scheduled(client, "one.example.com", true))).isEqualTo("active null");
        assertThat(words(scheduled(client, "two.example.com", false))).isEqualTo("off null");
        assertThat(states(client)).containsExactly("one.example.com active null", "two.example.com off null");

        Plans.set(billing, workspace, Plan.FREE, clock.instant().plusMillis(1));
        assertThat(states(client)).containsExactly("one.example.com paused plan", "two.example.com off null");

        Plans.set(billing, workspace, Plan.PRO, clock.instant().plusMillis(2));
        assertThat(states(client)).containsExactly("one.example.com active null", "two.example.com off null");

        var archived = client.send("PATCH", "/api/workspaces/" + shared, "{\"archived\":true}");
        assertThat(archived.statusCode()).as(archived.body()).isEqualTo(200);
        assertThat(states(client)).containsExactly("one.example.com paused archived", "two.example.com off null");
    }
}
