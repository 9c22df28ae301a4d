package io.reconai.server.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What people do to assets: say something of them, look again, remove them.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class AssetEditTest {

    private static final String NEVER_WAS = "ast_00000000000000000000000000";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static void scan(Client client, String body) {
        var scan = client.post("/api/assets/scan", body);
        assertThat(scan.statusCode()).as(scan.body()).isEqualTo(202);
        follow(client, Client.json(scan).path("scan_id").asText());
    }

    private static JsonNode follow(Client client, String scanId) {
        client.get("/api/assets/scans/" + scanId + "/events"); // ends with the scan
        return client.data("/api/assets/scans/" + scanId);
    }

    private Client scanned() {
        var client = Client.registered(base);
        scan(client, "{\"domain\":\"acme.test\",\"mode\":\"standard\",\"scan_subdomains\":true}");
        return client;
    }

    private static String id(Client client, String name) {
        return client.data("/api/assets?search=" + name).get(0).path("asset_id").asText();
    }

    private static List<String> values(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }

    @Test
    void saysLooksAgainAndRemoves() {
        var client = scanned();
        var id = id(client, "www.acme.test");
        var other = id(client, "blog.acme.test");
        says(client, id);
        bulk(client, id, other);
        looksAgain(client, id);
        removes(client, id, other);
    }

    private static void says(Client client, String id) {
        var path = "/api/assets/" + id;
        var changed = client.send(
                "PATCH",
                path,
                "{\"tags\":[\"prod\",\" web \",\"prod\"],\"notes\":\"two\\nlines\",\"owner\":\"ana\","
                        + "\"rescan_enabled\":true,\"scan_frequency_hours\":12}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        var asset = client.data(path);
        assertThat(Client.json(changed).path("data")).isEqualTo(asset);
        assertThat(asset.path("tags").toString()).isEqualTo("[\"prod\",\"web\"]");
        assertThat(asset.path("notes").asText()).isEqualTo("two\nlines");
        assertThat(asset.path("owner").asText()).isEqualTo("ana");
        assertThat(asset.path("rescan_enabled").asBoolean()).isTrue();
        assertThat(asset.path("scan_frequency_hours").asInt()).isEqualTo(12);
        assertThat(asset.path("next_scan_at").isNull()).isFalse();

        client.send("PATCH", path, "{\"notes\":\"\",\"rescan_enabled\":false}");
        var cleared = client.data(path);
        assertThat(cleared.path("notes").isNull()).isTrue();
        assertThat(cleared.path("owner").asText()).as("absent stays").isEqualTo("ana");
        assertThat(cleared.path("next_scan_at").isNull()).isTrue();

        assertThat(values(client.data("/api/assets?tag=web"), "asset_id")).containsExactly(id);
        assertThat(client.data("/api/assets/facets").path("tag").toString())
                .isEqualTo("[{\"value\":\"prod\",\"count\":1},{\"value\":\"web\",\"count\":1}]");
        assertThat(client.get("/api/assets/export?tag=prod").body()).contains(",\"prod,web\"\r\n");
        var changes = client.data("/api/audit-log?action=asset.updated");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).at("/changes/tags").toString()).isEqualTo("[\"\",\"prod,web\"]");
        assertThat(changes.toString()).as("notes may be long and private").doesNotContain("lines");
        ifMatch(client, path);
        refuses(client, path);
    }

    private static void ifMatch(Client client, String path) {
        var tag = client.get(path).headers().firstValue("ETag").orElseThrow();
        var body = "{\"owner\":\"bob\"}";
        assertThat(client.with("If-Match", tag).send("PATCH", path, body).statusCode())
                .isEqualTo(200);
        for (var old : List.of(tag, "\"other\"", "W/" + tag)) {
            var late = client.with("If-Match", old).send("PATCH", path, "{\"owner\":\"eve\"}");
            assertThat(late.statusCode()).as(old).isEqualTo(412);
            assertThat(Client.json(late).path("error_code").asText()).isEqualTo("PRECONDITION_FAILED");
            assertThat(client.with("If-Match", old).send("DELETE", path, "").statusCode())
                    .isEqualTo(412);
        }
        assertThat(client.data(path).path("owner").asText()).isEqualTo("bob");
        assertThat(client.with("If-Match", "*").send("PATCH", path, "{}").statusCode())
                .isEqualTo(200);
    }

    private static void refuses(Client client, String path) {
        var long41 = "x".repeat(41);
        var many = String.join(
                ",", IntStream.range(0, 21).mapToObj(i -> "\"t" + i + "\"").toList());
        for (var body : List.of(
                "{\"tags\":[\"\"]}",
                "{\"tags\":[null]}",
                "{\"tags\":[\"a,b\"]}",
                "{\"tags\":[\"a\\u0007b\"]}",
                "{\"tags\":[\"" + long41 + "\"]}",
                "{\"tags\":[" + many + "]}",
                "{\"tags\":\"prod\"}",
                "{\"notes\":\"" + "x".repeat(4001) + "\"}",
                "{\"owner\":\"" + "x".repeat(101) + "\"}",
                "{\"owner\":\"a\\nb\"}",
                "{\"scan_frequency_hours\":0}",
                "{\"scan_frequency_hours\":721}",
                "{\"rescan_enabled\":\"perhaps\"}",
                "{\"risk_score\":0}",
                "{\"state\":\"stale\"}")) {
            assertThat(client.send("PATCH", path, body).statusCode()).as(body).isEqualTo(422);
        }
        assertThat(client.send("PATCH", path, "{\"tags\":[").statusCode()).isEqualTo(400);
    }

    private static void bulk(Client client, String id, String other) {
        var ids = "[\"" + id + "\",\"" + other + "\",\"" + NEVER_WAS + "\",\"'--\",\"" + id + "\"]";
        var tagged = client.post(
                "/api/assets/bulk", "{\"action\":\"tag\",\"asset_ids\":" + ids + ",\"value\":\"reviewed\"}");
        assertThat(Client.json(tagged).path("data").toString())
                .isEqualTo("{\"done\":2,\"missing\":[\"" + NEVER_WAS + "\",\"'--\"]}");
        assertThat(client.data("/api/assets?tag=reviewed")).hasSize(2);
        client.post("/api/assets/bulk", "{\"action\":\"untag\",\"asset_ids\":" + ids + ",\"value\":\"reviewed\"}");
        assertThat(client.data("/api/assets?tag=reviewed")).isEmpty();
        client.post("/api/assets/bulk", "{\"action\":\"set_owner\",\"asset_ids\":" + ids + ",\"value\":\"web team\"}");
        assertThat(client.data("/api/assets/" + other).path("owner").asText()).isEqualTo("web team");
        for (var body : List.of(
                "",
                "{}",
                "{\"action\":\"tag\",\"asset_ids\":" + ids + "}",
                "{\"action\":\"tag\",\"value\":\"x\"}",
                "{\"action\":\"tag\",\"asset_ids\":[],\"value\":\"x\"}",
                "{\"action\":\"tag\",\"asset_ids\":[null],\"value\":\"x\"}",
                "{\"action\":\"set_owner\",\"asset_ids\":" + ids + "}",
                "{\"action\":\"delete\",\"asset_ids\":" + ids + ",\"value\":\"x\"}",
                "{\"action\":\"explode\",\"asset_ids\":" + ids + "}",
                "{\"action\":\"delete\",\"asset_ids\":["
                        + String.join(
                                ",",
                                IntStream.range(0, 1001)
                                        .mapToObj(i -> "\"a" + i + "\"")
                                        .toList())
                        + "]}")) {
            assertThat(client.post("/api/assets/bulk", body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
    }

    private static void looksAgain(Client client, String id) {
        var keyed = client.with("Idempotency-Key", "again-1");
        var started = keyed.post("/api/assets/" + id + "/rescan", "");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        var scanId = Client.json(started).path("scan_id").asText();
        assertThat(Client.json(keyed.post("/api/assets/" + id + "/rescan", ""))
                        .path("scan_id")
                        .asText())
                .isEqualTo(scanId);
        var scan = follow(client, scanId);
        assertThat(scan.path("scan_type").asText()).isEqualTo("rescan");
        assertThat(scan.path("domain").asText()).isEqualTo("acme.test");
        assertThat(scan.path("assets_discovered").asInt()).as(scan.toString()).isEqualTo(1);
        var asset = client.data("/api/assets/" + id);
        assertThat(asset.path("last_scan_id").asText()).isEqualTo(scanId);
        assertThat(asset.path("tags").toString()).as("a rescan keeps tags").isEqualTo("[\"prod\",\"web\"]");
        assertThat(asset.path("parent_domain").asText()).isEqualTo("acme.test");

        var both = client.post(
                "/api/assets/bulk",
                "{\"action\":\"rescan\",\"asset_ids\":[\"" + id + "\",\"" + id(client, "blog.acme.test") + "\"]}");
        assertThat(Client.json(both).at("/data/done").asInt()).as(both.body()).isEqualTo(2);
        var second = client.data("/api/assets/scans").get(0).path("scan_id").asText();
        assertThat(follow(client, second).path("assets_discovered").asInt()).isEqualTo(2);
    }

    private static void removes(Client client, String id, String other) {
        var before = Client.json(client.get("/api/assets"))
                .at("/pagination/total_items")
                .asInt();
        var answer = client.send("DELETE", "/api/assets/" + id, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Client.json(answer).path("asset_id").asText()).isEqualTo(id);
        assertThat(Client.json(answer).at("/data/asset_id").asText()).isEqualTo(id);
        for (var path : List.of("", "/evidence", "/findings", "/history")) {
            assertThat(client.get("/api/assets/" + id + path).statusCode()).isEqualTo(404);
        }
        assertThat(client.data("/api/findings?state=all&asset_id=" + id)).isEmpty();
        var bulk = client.post(
                "/api/assets/bulk", "{\"action\":\"delete\",\"asset_ids\":[\"" + other + "\",\"" + id + "\"]}");
        assertThat(Client.json(bulk).path("data").toString()).isEqualTo("{\"done\":1,\"missing\":[\"" + id + "\"]}");
        scan(client, "{\"domain\":\"acme.test\",\"mode\":\"standard\"}");
        assertThat(id(client, "www.acme.test")).as("it comes back").startsWith("ast_");
        for (var query : List.of("parent_domian=x", "parent_domain=", "domain=acme.test")) {
            assertThat(client.send("DELETE", "/api/assets?" + query, "").statusCode())
                    .as(query)
                    .isEqualTo(422);
        }
        var none = client.send("DELETE", "/api/assets?parent_domain=other.test", "");
        assertThat(Client.json(none).at("/data/deleted_count").asInt()).isZero();
        var cleared = client.send("DELETE", "/api/assets", "");
        assertThat(Client.json(cleared).path("message").asText())
                .isEqualTo("Successfully cleared " + before + " asset(s)");
        assertThat(client.data("/api/assets")).isEmpty();
        assertThat(client.data("/api/findings?state=all")).isEmpty();
        assertThat(client.data("/api/assets/scans")).as("scans stay").hasSize(4);
        assertThat(values(client.data("/api/audit-log?action=asset.deleted,asset.cleared"), "action"))
                .containsExactly("asset.cleared", "asset.cleared", "asset.deleted", "asset.deleted");
    }

    @Test
    void nobodyTouchesWhatIsOthers() {
        var owner = Client.registered(base);
        scan(owner, "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}");
        var id = owner.data("/api/assets").get(0).path("asset_id").asText();
        var stranger = Client.registered(base);
        for (var theirs : List.of(id, NEVER_WAS, "x")) {
            assertThat(stranger.send("PATCH", "/api/assets/" + theirs, "{\"owner\":\"eve\"}")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.send("DELETE", "/api/assets/" + theirs, "").statusCode())
                    .isEqualTo(404);
            assertThat(stranger.post("/api/assets/" + theirs + "/rescan", "").statusCode())
                    .isEqualTo(404);
            for (var action : List.of("\"delete\"", "\"rescan\"", "\"tag\",\"value\":\"x\"")) {
                var bulk = stranger.post(
                        "/api/assets/bulk", "{\"action\":" + action + ",\"asset_ids\":[\"" + theirs + "\"]}");
                assertThat(Client.json(bulk).path("data").toString())
                        .isEqualTo("{\"done\":0,\"missing\":[\"" + theirs + "\"]}");
            }
        }
        assertThat(Client.json(stranger.send("DELETE", "/api/assets", ""))
                        .at("/data/deleted_count")
                        .asInt())
                .isZero();
        assertThat(owner.data("/api/assets/" + id).path("owner").isNull()).isTrue();
    }

    @Test
    void refusesFiltersThatAreWrong() {
        var client = Client.registered(base);
        for (var query : List.of(
                "asn=AS",
                "asn=0",
                "ip=203.0.113",
                "ip=203.0.113.0/33",
                "ip=localhost",
                "discovered_after=yesterday",
                "scanned_before=2026-13-01",
                "cert_expires_before=soon",
                "new_since=scn_1",
                "tags=prod")) {
            for (var path : List.of("/api/assets?", "/api/assets/facets?", "/api/assets/export?")) {
                assertThat(client.get(path + query).statusCode())
                        .as(path + query)
                        .isEqualTo(422);
            }
        }
    }
}
