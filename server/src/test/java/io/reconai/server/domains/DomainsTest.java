package io.reconai.server.domains;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Domains and schedules over HTTP.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class DomainsTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static String body(String domain) {
        return "{\"domain\":\"" + domain + "\"}";
    }

    private static JsonNode added(Client client, String domain) {
        var answer = client.post("/api/domains", body(domain));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).path("data");
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(domain -> domain.path("domain").asText())
                .toList();
    }

    @Test
    void isAddedAsPastedOnceAndRemoved() {
        var client = Client.registered(base);
        var answer = client.post("/api/domains", body("HTTPS://user@Shop.Acme.test:8443/cart?x=1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var domain = Client.json(answer).path("data");
        var id = domain.path("domain_id").asText();
        assertThat(id).matches("dom_[0-9a-z]{26}");
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/api/domains/" + id));
        assertThat(domain.path("domain").asText()).isEqualTo("shop.acme.test");
        for (var field : List.of(
                "verified_at",
                "verification_method",
                "last_checked_at",
                "schedule",
                "risk_score",
                "risk_level",
                "last_scan_id",
                "last_scanned_at",
                "next_scan_at")) {
            assertThat(domain.has(field)).as(field).isTrue();
            assertThat(domain.path(field).isNull()).as(field).isTrue();
        }
        var again = client.post("/api/domains", body("shop.acme.test."));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Client.json(again).path("error_code").asText()).isEqualTo("RESOURCE_CONFLICT");
        assertThat(client.data("/api/domains/" + id)).isEqualTo(domain);

        assertThat(client.send("DELETE", "/api/domains/" + id, "").statusCode()).isEqualTo(204);
        assertThat(client.get("/api/domains/" + id).statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", "/api/domains/" + id, "").statusCode()).isEqualTo(404);
        assertThat(added(client, "shop.acme.test").path("challenge")).isEqualTo(domain.path("challenge"));
        assertThat(StreamSupport.stream(client.data("/api/audit-log").spliterator(), false)
                        .map(entry -> entry.path("action").asText()))
                .containsSubsequence("domain.added", "domain.removed", "domain.added");
    }

    @Test
    void aRepeatedRequestAddsOnce() {
        var client = Client.registered(base).with("Idempotency-Key", "one");
        var first = client.post("/api/domains", body("acme.test"));
        var second = client.post("/api/domains", body("acme.test"));
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(Client.json(second).path("data").path("domain_id"))
                .isEqualTo(Client.json(first).path("data").path("domain_id"));
        assertThat(client.post("/api/domains", body("other.test")).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                   | 422 | VALIDATION_ERROR
        {"domain":null}                      | 422 | VALIDATION_ERROR
        {"domain":["acme.test"]}             | 422 | VALIDATION_ERROR
        {"domain":"acme.test","verified":true} | 422 | VALIDATION_ERROR
        {"domain":"acme.test","workspace_id":"wsp_x"} | 422 | VALIDATION_ERROR
        {"domain":""}                        | 400 | INVALID_DOMAIN
        {"domain":"localhost"}               | 400 | INVALID_DOMAIN
        {"domain":"co.uk"}                   | 400 | INVALID_DOMAIN
        {"domain":"github.io"}               | 400 | INVALID_DOMAIN
        {"domain":"127.0.0.1"}               | 400 | INVALID_DOMAIN
        {"domain":"[::1]"}                   | 400 | INVALID_DOMAIN
        {"domain":"https://"}                | 400 | INVALID_DOMAIN
        {"domain":"a_b.test"}                | 400 | INVALID_DOMAIN
        {"domain":"-a.test"}                 | 400 | INVALID_DOMAIN
        {"domain":"a..test"}                 | 400 | INVALID_DOMAIN
        {"domain":"a b.test"}                | 400 | INVALID_DOMAIN
        {"domain":"*.*.acme.test"}           | 400 | INVALID_DOMAIN
        {"domain"                            | 400 | MALFORMED_JSON
        """)
    void isNotAddedFromNonsense(String body, int status, String code) {
        var client = Client.registered(base);
        var answer = client.post("/api/domains", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo(code);
        assertThat(client.data("/api/domains")).isEmpty();
    }

    @Test
    void lists() {
        var client = Client.registered(base);
        for (var name : List.of("b.test", "a.test", "c.acme.test")) {
            added(client, name);
        }
        var a = client.data("/api/domains?search=A.TE").get(0).path("domain_id").asText();
        client.send(
                "PUT", "/api/domains/" + a + "/schedule", "{\"cron\":\"0 6 * * *\",\"time_zone\":\"Europe/Berlin\"}");
        assertThat(names(client.data("/api/domains"))).containsExactly("a.test", "b.test", "c.acme.test");
        assertThat(names(client.data("/api/domains?sort=-domain"))).containsExactly("c.acme.test", "b.test", "a.test");
        assertThat(names(client.data("/api/domains?sort=added_at"))).containsExactly("b.test", "a.test", "c.acme.test");
        assertThat(names(client.data("/api/domains?sort=-risk_score,-last_scanned_at")))
                .hasSize(3);
        assertThat(names(client.data("/api/domains?search=acme"))).containsExactly("c.acme.test");
        assertThat(names(client.data("/api/domains?search=%25"))).isEmpty();
        assertThat(names(client.data("/api/domains?monitored=true"))).containsExactly("a.test");
        assertThat(names(client.data("/api/domains?monitored=false&verified=false")))
                .containsExactly("b.test", "c.acme.test");
        assertThat(names(client.data("/api/domains?limit=1&page=2"))).containsExactly("b.test");
        for (var wrong : List.of("sort=challenge", "verified=yes", "nope=1", "limit=0", "search=" + "x".repeat(201))) {
            assertThat(client.get("/api/domains?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(client.get("/api/schedules?sort=domain").statusCode()).isEqualTo(422);
    }

    @Test
    void aScanListsItsDomainAndFillsItsFigures() {
        var client = Client.registered(base);
        var scan = Client.json(client.post(
                "/api/assets/scan",
                "{\"domain\":\"https://acme.test/\",\"scan_subdomains\":false,\"mode\":\"standard\"}"));
        var scanId = scan.path("scan_id").asText();
        client.get("/api/assets/scans/" + scanId + "/events"); // ends with the scan
        var domain = client.data("/api/domains").get(0);
        var id = domain.path("domain_id").asText();
        assertThat(domain.path("domain").asText()).isEqualTo("acme.test");
        assertThat(domain.path("asset_count").asInt()).isEqualTo(1);
        assertThat(domain.path("risk_score").isInt()).isTrue();
        assertThat(domain.path("risk_level").asText()).matches("low|medium|high|critical");
        assertThat(domain.path("last_scan_id").asText()).isEqualTo(scanId);
        assertThat(domain.path("last_scanned_at").asText())
                .isEqualTo(client.data("/api/assets/scans/" + scanId)
                        .path("completed_at")
                        .asText());

        client.send("PUT", "/api/domains/" + id + "/schedule", "{\"frequency_hours\":24}");
        var next = client.data("/api/domains/" + id).path("next_scan_at").asText();
        assertThat(next).isGreaterThan(domain.path("last_scanned_at").asText());
        var asset = client.data("/api/assets").get(0);
        assertThat(asset.path("next_scan_at").asText()).isEqualTo(next);
        assertThat(client.data("/api/assets/" + asset.path("asset_id").asText())
                        .path("next_scan_at")
                        .asText())
                .isEqualTo(next);

        var seen = Client.json(client.post("/api/domains/" + id + "/verify", "{\"method\":\"http_file\"}"))
                .path("data");
        assertThat(seen.path("verified").asBoolean(true)).isFalse();
        assertThat(seen.path("problem").asText())
                .contains("https://acme.test/.well-known/reconai-verify.txt answers 404");

        assertThat(client.send("DELETE", "/api/domains/" + id + "?with_assets=maybe", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.data("/api/assets")).hasSize(1);
        assertThat(client.data("/api/findings")).isNotEmpty();
        assertThat(client.send("DELETE", "/api/domains/" + id + "?with_assets=true", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.data("/api/assets")).isEmpty();
        assertThat(client.data("/api/findings?state=all")).isEmpty();
        assertThat(client.data("/api/assets/scans")).hasSize(1);
    }

    @Test
    void aScheduleIsShownAsItWasSet() {
        var client = Client.registered(base);
        var id = added(client, "acme.test").path("domain_id").asText();
        var path = "/api/domains/" + id + "/schedule";
        var set = client.send(
                "PUT",
                path,
                "{\"cron\":\" 30 4 * * 1\",\"time_zone\":\"America/New_York\",\"mode\":\"active\",\"scan_type\":\"quick\","
                        + "\"ports\":\"22,80\",\"enabled\":true}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        var schedule = Client.json(set).path("data");
        assertThat(schedule.path("cron").asText()).isEqualTo("30 4 * * 1");
        assertThat(schedule.path("frequency_hours").isNull()).isTrue();
        assertThat(schedule.path("mode").asText()).isEqualTo("active");
        assertThat(schedule.path("ports").asText()).isEqualTo("22,80");
        var domain = client.data("/api/domains/" + id);
        assertThat(domain.path("schedule")).isEqualTo(schedule);
        assertThat(domain.path("monitored").asBoolean()).isTrue();
        var listed = client.data("/api/schedules").get(0);
        assertThat(listed.path("domain").asText()).isEqualTo("acme.test");
        assertThat(listed.path("next_run_at")).isEqualTo(domain.path("next_scan_at"));
        assertThat(listed.path("last_status").isNull()).isTrue();

        var off = client.send("PUT", path, "{\"frequency_hours\":6,\"enabled\":false}");
        assertThat(Client.json(off).path("data").path("scan_type").asText()).isEqualTo("full");
        assertThat(client.data("/api/domains/" + id).path("monitored").asBoolean(true))
                .isFalse();
        assertThat(client.data("/api/domains/" + id).path("next_scan_at").isNull())
                .isTrue();
        assertThat(client.data("/api/schedules")).hasSize(1);
        assertThat(client.data("/api/audit-log?action=schedule.set")
                        .get(0)
                        .path("changes")
                        .path("when"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"frequency_hours\":0}",
                "{\"frequency_hours\":721}",
                "{\"frequency_hours\":1.5}",
                "{\"frequency_hours\":\"daily\"}",
                "{\"frequency_hours\":24,\"cron\":\"0 6 * * *\"}",
                "{\"cron\":\"0 6 * *\"}",
                "{\"cron\":\"@hourly\"}",
                "{\"cron\":\"0 0 30 2 *\"}",
                "{\"cron\":\"0 6 * * *\",\"time_zone\":\"Berlin\"}",
                "{\"cron\":\"0 6 * * *\",\"time_zone\":\"+02:00\"}",
                "{\"frequency_hours\":24,\"mode\":\"ACTIVE\"}",
                "{\"frequency_hours\":24,\"scan_type\":\"deep\"}",
                "{\"frequency_hours\":24,\"ports\":\"0\"}",
                "{\"frequency_hours\":24,\"ports\":\"@/etc/passwd\"}",
                "{\"frequency_hours\":24,\"ports\":\"1-65535\"}",
                "{\"frequency_hours\":24,\"enabled\":\"yes\"}",
                "{\"frequency_hours\":24,\"next_run_at\":\"2026-01-01T00:00:00Z\"}",
            })
    void aScheduleIsNotMadeFromNonsense(String body) {
        var client = Client.registered(base);
        var id = added(client, "acme.test").path("domain_id").asText();
        var answer = client.send("PUT", "/api/domains/" + id + "/schedule", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(client.data("/api/schedules")).isEmpty();
    }

    @Test
    void nobodyIsScannedMoreOftenThanHourly() {
        var client = Client.registered(base);
        var path =
                "/api/domains/" + added(client, "acme.test").path("domain_id").asText() + "/schedule";
        var tooOften = client.send("PUT", path, "{\"cron\":\"*/30 * * * *\"}");
        assertThat(tooOften.statusCode()).isEqualTo(402);
        assertThat(Client.json(tooOften).path("error_code").asText()).isEqualTo("PAYMENT_REQUIRED");
        assertThat(client.send("PUT", path, "{\"cron\":\"5 * * * *\"}").statusCode())
                .isEqualTo(200);
    }
}
