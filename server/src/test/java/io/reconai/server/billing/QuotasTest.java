package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.QuotasEnforced;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.store.ScanStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Plans that count, over HTTP.
@QuarkusTest
@TestProfile(QuotasEnforced.class)
@QuarkusTestResource(LabAround.class)
class QuotasTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    ScanStore scans;

    @Inject
    MovableClock clock;

    /// Takes credits as scans would that are still waiting.
    private void useCredits(String workspaceId, int credits) {
        var workspace = Workspace.ofRecord(workspaceId);
        for (var i = 0; i < credits; i++) {
            var id = "scn_" + workspaceId + i;
            var record = ScanRecords.asked(id, workspace, "used" + i + ".acme.test", clock.instant());
            assertThat(scans.start(workspace, record, PlanLimits.of(Plan.FREE), clock.instant()))
                    .isEqualTo(new ScanStore.Start.Taken());
        }
    }

    private static String scanOf(String domain) {
        return "{\"domain\":\"" + domain + "\",\"mode\":\"passive\",\"scan_subdomains\":false}";
    }

    private static JsonNode usage(Client client) {
        return client.data("/api/billing/usage");
    }

    @Test
    void showsPlanAndUsage() {
        var client = Client.browser(base);
        var me = client.data("/api/auth/me");
        assertThat(me.path("plan").asText()).isEqualTo("free");
        assertThat(me.path("role").asText()).isEqualTo("owner");
        assertThat(me.path("scan_credits_limit").asInt()).isEqualTo(10);
        assertThat(me.path("api_calls_limit").asInt()).isEqualTo(100);
        useCredits(me.path("uid").asText(), 3);
        var usage = usage(client);
        assertThat(usage.path("scan_credits").path("used").asInt()).isEqualTo(3);
        assertThat(usage.path("scan_credits").path("percentage").asDouble()).isEqualTo(30.0);
        assertThat(usage.path("scan_credits_used").asInt()).isEqualTo(3);
        assertThat(client.data("/api/auth/me").path("scan_credits_used").asInt())
                .isEqualTo(3);
        assertThat(client.data("/api/billing/subscription")
                        .path("billing_enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(client.get("/api/billing/usage/daily?days=91").statusCode()).isEqualTo(422);
        assertThat(client.data("/api/billing/usage/daily?days=7")).hasSize(7);
        var plans = Client.stranger(base).get("/api/billing/plans");
        assertThat(Client.json(plans).path("data")).hasSize(3);
        var most = Client.json(plans).path("data").get(2).path("limits");
        assertThat(most.path("scan_credits").isNull()).isTrue();
        assertThat(Client.json(Client.stranger(base).get("/api/config"))
                        .path("data")
                        .path("quotas")
                        .asText())
                .isEqualTo("enforced");
    }

    @Test
    void ofFiftyRequestsForOneCreditOneIsTaken() throws Exception {
        var client = Client.browser(base);
        useCredits(client.data("/api/auth/me").path("uid").asText(), 9);
        var answers = new ArrayList<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 50)
                    .mapToObj(i ->
                            threads.submit(() -> client.post("/api/assets/scan", scanOf("wanted" + i + ".acme.test"))))
                    .toList();
            for (var one : all) {
                answers.add(one.get());
            }
        }
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
        var refused = answers.stream()
                .filter(answer -> answer.statusCode() == 402)
                .map(Client::json)
                .toList();
        assertThat(refused).hasSize(49).allSatisfy(body -> {
            assertThat(body.path("error_code").asText()).isEqualTo("SCAN_LIMIT_REACHED");
            assertThat(body.path("limit").asInt()).isEqualTo(10);
            assertThat(body.path("used").asInt()).isEqualTo(10);
            assertThat(body.path("resets_at").asText()).matches("\\d{4}-.*Z");
            assertThat(body.path("upgrade_url").isNull()).isTrue();
        });
    }

    @Test
    void theProgramsMonthEndsAndBeginsAgainByItself() {
        var program = Client.registered(base);
        for (var i = 0; i < 100; i++) {
            clock.advance(Duration.ofMinutes(7)); // slowly enough for every rate limit
            assertThat(program.get("/api/assets").statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(7));
        var refused = program.get("/api/assets");
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(Client.json(refused).path("error_code").asText()).isEqualTo("API_LIMIT_REACHED");
        assertThat(Client.json(refused).path("limit").asInt()).isEqualTo(100);
        assertThat(usage(program).path("api_calls_used").asInt()).isEqualTo(100);
        assertThat(program.data("/api/auth/me").path("api_calls_used").asInt()).isEqualTo(100);
        clock.advance(Duration.ofDays(31));
        assertThat(usage(program).path("api_calls_used").asInt()).isZero();
        assertThat(program.get("/api/assets").statusCode()).isEqualTo(200);
        assertThat(usage(program).path("api_calls_used").asInt()).isEqualTo(1);
        var days = program.data("/api/billing/usage/daily?days=1");
        assertThat(days.get(0).path("api_calls").asInt()).isEqualTo(1);
    }

    @Test
    void onlyProgramsAreCounted() {
        var browser = Client.browser(base);
        for (var i = 0; i < 5; i++) {
            browser.get("/api/assets");
        }
        assertThat(usage(browser).path("api_calls_used").asInt()).isZero();
        var program = Client.registered(base);
        assertThat(program.get("/api/assets/ast_none").statusCode()).isEqualTo(404);
        assertThat(program.get("/api/auth/me").statusCode()).isEqualTo(200);
        assertThat(usage(program).path("api_calls_used").asInt()).isEqualTo(1);
    }

    @Test
    void aRefusedScanIsNoCall() {
        var program = Client.registered(base);
        useCredits(program.data("/api/auth/me").path("uid").asText(), 10);
        assertThat(program.post("/api/assets/scan", scanOf("acme.test")).statusCode())
                .isEqualTo(402);
        assertThat(usage(program).path("api_calls_used").asInt()).isZero();
    }

    @Test
    void whatIsNotInThePlanIsRefused() {
        var client = Client.browser(base);
        var workspace =
                "/api/workspaces/" + client.data("/api/auth/me").path("uid").asText();
        var token = client.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\"]}");
        assertThat(token.statusCode()).isEqualTo(402);
        assertThat(Client.json(token).path("error_code").asText()).isEqualTo("PAYMENT_REQUIRED");
        var member = client.post(workspace + "/invitations", "{\"email\":\"b@acme.example\",\"role\":\"viewer\"}");
        assertThat(member.statusCode()).isEqualTo(402);
        assertThat(Client.json(member).path("error_code").asText()).isEqualTo("PAYMENT_REQUIRED");
    }

    @Test
    void monitoringIsNotInTheFreePlan() {
        var client = Client.browser(base);
        var domain = Client.json(client.post("/api/domains", "{\"domain\":\"acme.test\"}"))
                .path("data");
        var path = "/api/domains/" + domain.path("domain_id").asText() + "/schedule";
        var refused = client.send("PUT", path, "{\"frequency_hours\":720}");
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(Client.json(refused).path("error_code").asText()).isEqualTo("PAYMENT_REQUIRED");
        assertThat(client.data("/api/schedules")).isEmpty();
    }

    @Test
    void aPlanLimitsTheHostsOfAScan() {
        var client = Client.browser(base);
        assertThat(client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"max_hosts\":251}")
                        .statusCode())
                .isEqualTo(422);
        var taken = client.post(
                "/api/assets/scan",
                "{\"domain\":\"acme.test\",\"max_hosts\":250,\"mode\":\"passive\",\"scan_subdomains\":false}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    }
}
