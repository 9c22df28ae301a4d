package io.reconai.server.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Advice and the graph are drawn from what scans found.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class AdviceTest {

    private static final String BASE = "/api/assets/";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static JsonNode data(Client client, String path, String body) {
        var answer = client.post(BASE + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer).path("data");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private Client scanned() {
        var client = Client.registered(base);
        var started = client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"active\"}");
        client.get("/api/assets/scans/" + Client.json(started).path("scan_id").asText() + "/events");
        return client;
    }

    @Test
    void advisesAndDraws() {
        var client = scanned();
        ofAnAsset(client);
        ofAll(client);
        explains(client);
        draws(client);
        drawsTheTimeOfAScan(client);
        hides(client);
    }

    private static void ofAnAsset(Client client) {
        var riskiest = client.data("/api/assets").get(0);
        var id = riskiest.path("asset_id").asText();
        var advice = data(client, "misconfiguration-recommendation", "{\"asset_id\":\"" + id + "\"}");
        assertThat(advice.path("generated_by").asText()).isEqualTo("rules");
        assertThat(advice.path("recommendation").asText())
                .startsWith(riskiest.path("asset_value").asText() + " scores "
                        + riskiest.path("risk_score").asInt());
        var steps = list(advice.path("steps"));
        assertThat(steps).isNotEmpty().hasSizeLessThanOrEqualTo(20);
        assertThat(steps).extracting(step -> -step.path("score_gain").asInt()).isSorted();
        assertThat(steps.getFirst().path("score_gain").asInt())
                .as("the worst hole counts")
                .isPositive();
        assertThat(data(client, "misconfiguration-recommendation", "{\"asset_id\":\"" + id + "\"}"))
                .as("the same for the same")
                .isEqualTo(advice);
        var byValue = "{\"asset_id\":\"" + riskiest.path("asset_value").asText().toUpperCase() + "\"}";
        assertThat(data(client, "misconfiguration-recommendation", byValue)).isEqualTo(advice);

        var first = steps.getFirst().path("findings");
        for (var finding : first) {
            client.send(
                    "PATCH",
                    "/api/findings/" + finding.asText(),
                    "{\"state\":\"false_positive\",\"reason\":\"a test\"}");
        }
        var later = data(client, "misconfiguration-recommendation", "{\"asset_id\":\"" + id + "\"}");
        assertThat(later.path("steps").toString())
                .as("what is no problem is no step")
                .doesNotContain(first.get(0).asText());
    }

    private static void ofAll(Client client) {
        var advice = data(client, "summary-recommendation", "");
        assertThat(advice.path("recommendation").asText()).contains("Begin with: 1. ");
        assertThat(list(advice.path("steps"))).hasSize(20);
        assertThat(data(client, "summary-recommendation", "{\"domain\":\"ACME.test\"}"))
                .isEqualTo(advice);
        var none = data(client, "summary-recommendation", "{\"domain\":\"other.test\"}");
        assertThat(none.path("recommendation").asText())
                .isEqualTo("No assets found. Run a scan to generate security recommendations.");
        assertThat(none.path("steps")).isEmpty();
    }

    private static void explains(Client client) {
        var terms = list(data(client, "security-terms", "{}").path("terms"));
        assertThat(terms).isNotEmpty().hasSizeLessThanOrEqualTo(9).allSatisfy(pair -> assertThat(pair)
                .hasSize(2));
        assertThat(terms).extracting(pair -> pair.get(0).asText()).contains("TLS", "HSTS");
        assertThat(data(client, "security-terms", "{\"domain\":\"other.test\"}").path("terms"))
                .isEmpty();
    }

    private static Set<String> ids(JsonNode graph) {
        var ids = new HashSet<String>();
        graph.path("nodes").forEach(node -> ids.add(node.path("id").asText()));
        return ids;
    }

    private static void draws(Client client) {
        var graph = client.data("/api/assets/graph?limit=2000");
        var ids = ids(graph);
        assertThat(ids).hasSize(graph.path("nodes").size()).contains("d:acme.test", "h:www.acme.test");
        assertThat(graph.path("truncated").asBoolean()).isFalse();
        assertThat(graph.path("total_nodes").asInt()).isEqualTo(ids.size());
        for (var edge : graph.path("edges")) {
            assertThat(ids)
                    .as(edge.toString())
                    .contains(edge.path("from").asText(), edge.path("to").asText());
        }
        assertThat(list(graph.path("edges")))
                .extracting(edge -> edge.path("kind").asText())
                .contains("contains", "resolves_to", "in_network", "announced_by", "presents");
        var assets = Client.json(client.get("/api/assets?state=active"))
                .at("/pagination/total_items")
                .asLong();
        assertThat(list(graph.path("nodes")))
                .filteredOn(node -> !node.path("asset_id").isNull())
                .hasSize((int) assets);

        var few = client.data("/api/assets/graph?limit=10");
        assertThat(few.path("nodes").size()).isLessThanOrEqualTo(10);
        assertThat(few.path("truncated").asBoolean()).isTrue();
        var group = list(few.path("nodes")).stream()
                .filter(node -> node.path("kind").asText().equals("host_group"))
                .findFirst()
                .orElseThrow();
        var drawn = list(few.path("nodes")).stream()
                .filter(node -> !node.path("asset_id").isNull())
                .count();
        assertThat(group.path("count").asLong() + drawn)
                .as("everybody is counted once")
                .isEqualTo(assets);

        var near = client.data("/api/assets/graph?root=www.acme.test&depth=1");
        assertThat(ids(near)).contains("h:www.acme.test", "d:acme.test").doesNotContain("s:64500");
        assertThat(list(client.data("/api/assets/graph?depth=1").path("edges")))
                .extracting(edge -> edge.path("kind").asText())
                .contains("contains")
                .doesNotContain("in_network", "announced_by");
        assertThat(client.data("/api/assets/graph?domain=other.test").path("nodes"))
                .isEmpty();
        assertThat(client.get("/api/assets/graph?root=h:none").statusCode()).isEqualTo(404);
        for (var query : List.of("depth=0", "depth=5", "limit=0", "limit=2001", "risk_level=x", "page=1")) {
            assertThat(client.get("/api/assets/graph?" + query).statusCode())
                    .as(query)
                    .isEqualTo(422);
        }
    }

    private static void drawsTheTimeOfAScan(Client client) {
        var first = client.data("/api/assets/scans").get(0).path("scan_id").asText();
        var now = client.data("/api/assets/graph?limit=2000");
        var then = client.data("/api/assets/graph?limit=2000&scan_id=" + first);
        assertThat(ids(then)).as("nothing happened since").isEqualTo(ids(now));
        assertThat(Set.copyOf(list(then.path("edges")))).isEqualTo(Set.copyOf(list(now.path("edges"))));

        var started = client.post("/api/assets/scan", "{\"domain\":\"www.acme.test\",\"scan_subdomains\":false}");
        var second = Client.json(started).path("scan_id").asText();
        client.get("/api/assets/scans/" + second + "/events"); // ends with the scan
        assertThat(list(client.data("/api/assets/graph?scan_id=" + second).path("nodes")))
                .filteredOn(node -> !node.path("asset_id").isNull())
                .extracting(node -> node.path("label").asText())
                .containsExactly("www.acme.test");
        assertThat(ids(client.data("/api/assets/graph?limit=2000")))
                .as("it is a domain of its own now")
                .contains("d:www.acme.test");
        assertThat(ids(client.data("/api/assets/graph?limit=2000&scan_id=" + first)))
                .isEqualTo(ids(then));
        assertThat(client.data("/api/assets/graph?limit=10&scan_id=" + first)
                        .path("total_nodes")
                        .asLong())
                .isGreaterThan(10);
        assertThat(client.data("/api/assets/graph?domain=other.test&scan_id=" + first)
                        .path("nodes"))
                .isEmpty();
        assertThat(client.get("/api/assets/graph?scan_id=scn_none").statusCode())
                .isEqualTo(404);
    }

    private void hides(Client owner) {
        var stranger = Client.registered(base);
        assertThat(stranger.data("/api/assets/graph").path("nodes")).isEmpty();
        var scan = owner.data("/api/assets/scans").get(0).path("scan_id").asText();
        assertThat(stranger.get("/api/assets/graph?scan_id=" + scan).statusCode())
                .isEqualTo(404);
        var id = owner.data("/api/assets").get(0).path("asset_id").asText();
        for (var theirs : List.of(id, "www.acme.test", "x")) {
            var answer = stranger.post(BASE + "misconfiguration-recommendation", "{\"asset_id\":\"" + theirs + "\"}");
            assertThat(answer.statusCode()).isEqualTo(404);
        }
        for (var body : List.of("", "{}", "{\"asset_id\":\" \"}", "{\"asset\":\"x\"}")) {
            assertThat(stranger.post(BASE + "misconfiguration-recommendation", body)
                            .statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
    }
}
