package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the wish to scan a domain to the assets with their evidence.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class ScanFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACTIVE = "{\"domain\":\"acme.test\",\"mode\":\"active\"}";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    /// One event of a stream.
    private record Event(String name, JsonNode data) {}

    private static List<Event> events(String stream) throws Exception {
        var events = new ArrayList<Event>();
        for (var block : stream.split("\n\n")) {
            var name = "";
            var data = "";
            for (var line : block.split("\n")) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5).strip();
                }
            }
            if (!name.isEmpty()) {
                events.add(new Event(name, JSON.readTree(data)));
            }
        }
        return events;
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }

    @Test
    void scansFollowsAndShows() throws Exception {
        var client = Client.registered(base);
        var accepted = client.post("/api/assets/scan", ACTIVE);
        assertThat(accepted.statusCode()).isEqualTo(202);
        var scanId = Client.json(accepted).path("scan_id").asText();
        assertThat(accepted.headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/api/assets/scans/" + scanId));
        var again = client.post("/api/assets/scan", ACTIVE);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Client.json(again).path("scan_id").asText()).isEqualTo(scanId);

        var events =
                events(client.get("/api/assets/scans/" + scanId + "/events").body());
        assertThat(events.getFirst().name()).isEqualTo("scan");
        var end = events.getLast();
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.data().path("scan_status").asText()).isEqualTo("completed");
        assertThat(end.data().path("scan_progress").asInt()).isEqualTo(100);
        assertThat(end.data().path("phases").path("risk_analysis").asText()).isEqualTo("completed");
        var progress = events.stream()
                .filter(event -> event.name().equals("scan"))
                .map(event -> event.data().path("scan_progress").asInt())
                .toList();
        assertThat(progress).isSorted();

        var assets = Client.json(client.get("/api/assets?limit=100"));
        var told = events.stream().filter(event -> event.name().equals("asset")).count();
        assertThat(assets.path("pagination").path("total_items").asLong()).isEqualTo(told);
        assertThat(end.data().path("assets_discovered").asLong()).isEqualTo(told);
        assertThat(texts(assets.path("data"), "risk_score").stream()
                        .map(Integer::valueOf)
                        .toList()
                        .reversed())
                .isSorted();
        assertThat(client.data("/api/assets/scans/" + scanId)).isEqualTo(end.data());
        assertThat(texts(end.data().path("warnings"), "code")).contains("BLOCKED_BY_POLICY");

        showsAnAsset(client, assets);
        filters(client);
        triages(client, scanId);
        keepsIdsInARescan(client);
        takesNothingForGoneThatWasLeftOut(client);
        hidesFromOthers(client, assets, scanId);
    }

    private void showsAnAsset(Client client, JsonNode assets) {
        for (var row : assets.path("data")) {
            var id = row.path("asset_id").asText();
            var asset = client.data("/api/assets/" + id);
            var explanation = asset.path("risk_explanation");
            var sum = explanation.path("base").asDouble();
            for (var part : explanation.path("contributions")) {
                sum += part.path("contribution").asDouble();
            }
            assertThat(sum).as(id).isCloseTo(explanation.path("sum").asDouble(), offset(1e-6));
            assertThat((int) Math.floor(explanation.path("sum").asDouble() + 1e-9))
                    .as(id)
                    .isEqualTo(row.path("risk_score").asInt());
            var evidence = client.data("/api/assets/" + id + "/evidence");
            for (var finding : asset.path("security_findings")) {
                for (var proof : finding.path("evidence")) {
                    assertThat(evidence.at(proof.path("pointer").asText()).isMissingNode())
                            .as(finding.path("type").asText() + " of " + id)
                            .isFalse();
                }
            }
            assertThat(asset.path("coverage")).isNotEmpty();
            assertThat(asset.path("site_info").path("site").asText()).isIn("own", "default", "unknown");
            if (row.path("asset_value").asText().equals("www.acme.test")) {
                var site = asset.path("site_info");
                assertThat(texts(site.path("cookies"), "name")).containsExactly("__Host-theme", "lang");
                assertThat(site.path("cookies").toString()).doesNotContain("dark");
                assertThat(site.path("security_txt").path("expires").asText()).startsWith("2030-01-01T00:00:00");
                assertThat(asset.path("observatory").path("grade").asText()).isEqualTo("A+");
                assertThat(asset.path("observatory").path("results")).hasSize(10);
            }
            if (row.path("asset_value").asText().equals("acme.test")) {
                showsWhatLiesAround(row, asset);
            }
        }
    }

    private static void showsWhatLiesAround(JsonNode row, JsonNode asset) {
        assertThat(row.path("breach_history_count").asInt()).isEqualTo(1);
        var leaks = asset.path("breach_history");
        assertThat(leaks.path("count").asInt()).isEqualTo(1);
        assertThat(leaks.path("source").asText()).as("no key is set").isEqualTo("xposedornot");
        assertThat(leaks.path("leaked_addresses").isNull()).isTrue();
        assertThat(leaks.at("/breaches/0/name").asText()).isEqualTo("AcmeForum");
        assertThat(leaks.at("/breaches/0/date").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(leaks.at("/breaches/0/compromised_data")).hasSize(2);
        assertThat(asset.at("/registration/registrar").asText()).isEqualTo("Lab Registrar");
        assertThat(asset.at("/registration/expires_at").asText()).startsWith("2029-05-01T00:00:00");
        assertThat(asset.at("/addresses/0/country").asText()).isEqualTo("US");
        assertThat(asset.at("/addresses/0/network").asText()).isEqualTo("203.0.113.0/24");
        assertThat(asset.at("/addresses/0/ptr").asText()).isEqualTo("www.acme.test");
        assertThat(asset.at("/addresses/0/provider").isNull()).isTrue();
        assertThat(asset.at("/ip_geolocation/country").isNull())
                .as("no database")
                .isTrue();
        assertThat(StreamSupport.stream(asset.path("coverage").spliterator(), false))
                .filteredOn(entry -> entry.path("probe").asText().equals("breach"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("outcome").asText()).isEqualTo("ok"));
    }

    private static void filters(Client client) {
        var high = Client.json(client.get("/api/assets?risk_level=high,critical&limit=100"));
        assertThat(texts(high.path("data"), "risk_level")).isNotEmpty().isSubsetOf("high", "critical");
        var ssh = Client.json(client.get("/api/assets?open_port=22&sort=asset_value"));
        assertThat(texts(ssh.path("data"), "asset_value")).isSorted().contains("git.acme.test");
        assertThat(texts(Client.json(client.get("/api/assets?search=BLOG.ac")).path("data"), "asset_value"))
                .containsExactly("blog.acme.test");
        for (var literal : List.of("%25", "(.*", ".*", "_cme")) {
            assertThat(Client.json(client.get("/api/assets?search=" + literal)).path("data"))
                    .as("search is literal: " + literal)
                    .isEmpty();
        }
        assertThat(Client.json(client.get("/api/assets?page=99")).path("data")).isEmpty();
    }

    private static void triages(Client client, String scanId) throws Exception {
        var all = Client.json(client.get("/api/findings?limit=100"));
        assertThat(texts(all.path("data"), "state")).isNotEmpty().containsOnly("open");
        assertThat(texts(all.path("data"), "severity").getFirst()).isEqualTo("critical");
        assertThat(Client.json(client.get("/api/assets/scans/" + scanId + "/findings"))
                        .at("/pagination/total_items")
                        .asLong())
                .isEqualTo(all.at("/pagination/total_items").asLong())
                .isEqualTo(client.data("/api/findings/summary").path("open").asLong());
        var first = all.path("data").get(0);
        var id = first.path("finding_id").asText();
        var asset = "/api/assets/" + first.path("asset_id").asText();
        var before = client.data(asset).path("open_findings").asInt();
        assertThat(client.send("PATCH", "/api/findings/" + id, "{\"state\":\"accepted\"}")
                        .statusCode())
                .as("a reason is needed")
                .isEqualTo(422);
        var accepted = client.send(
                "PATCH", "/api/findings/" + id, "{\"state\":\"accepted\",\"reason\":\"behind a VPN from May\"}");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        assertThat(Client.json(accepted).at("/data/history/0/reason").asText()).isEqualTo("behind a VPN from May");
        assertThat(client.data(asset).path("open_findings").asInt()).isEqualTo(before - 1);
        assertThat(client.send("PATCH", "/api/findings/" + id, "{\"state\":\"acknowledged\"}")
                        .statusCode())
                .isEqualTo(409);
        var old = client.get("/api/findings/" + id).headers().firstValue("ETag").orElseThrow();
        assertThat(client.with("If-Match", old)
                        .send("PATCH", "/api/findings/" + id, "{\"note\":\"seen\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.with("If-Match", old)
                        .send("PATCH", "/api/findings/" + id, "{\"note\":\"late\"}")
                        .statusCode())
                .isEqualTo(412);
        assertThat(client.data("/api/findings?state=accepted")).hasSize(1);
        var bulk = client.post("/api/findings/bulk", "{\"filter\":{\"severity\":\"info\"},\"state\":\"acknowledged\"}");
        assertThat(Client.json(bulk).at("/data/updated").asInt())
                .as(bulk.body())
                .isPositive();
        assertThat(client.data("/api/findings?severity=info&state=open")).isEmpty();
        exports(client);
        refusesWhatIsWrong(client, id);
    }

    private static void exports(Client client) throws Exception {
        var total = Client.json(client.get("/api/findings?state=all&limit=1"))
                .at("/pagination/total_items")
                .asInt();
        var csv = client.get("/api/findings/export?state=all");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(csv.body()).startsWith("finding_id,asset_value,type,");
        var lines = client.get("/api/findings/export?state=all&format=jsonl")
                .body()
                .lines()
                .toList();
        assertThat(lines).hasSize(total);
        var document = Client.json(client.get("/api/findings/export?state=all&format=json"));
        assertThat(document.path("data")).hasSize(total);
        var sarif = Client.json(client.get("/api/findings/export?state=all&format=sarif"));
        assertThat(sarif.at("/runs/0/results")).hasSize(total);
        var rules = texts(sarif.at("/runs/0/tool/driver/rules"), "id");
        assertThat(rules).doesNotHaveDuplicates().containsAll(texts(sarif.at("/runs/0/results"), "ruleId"));
    }

    private static void refusesWhatIsWrong(Client client, String id) {
        for (var query : List.of(
                "state=wild",
                "severity=7",
                "sort=note",
                "first_seen_after=yesterday",
                "reopened=perhaps",
                "staet=open")) {
            assertThat(client.get("/api/findings?" + query).statusCode())
                    .as(query)
                    .isEqualTo(422);
        }
        for (var body : List.of(
                "{\"state\":\"wild\"}",
                "{\"stat\":\"open\"}",
                "{\"state\":\"accepted\",\"reason\":\"ok\"}",
                "{\"state\":\"open\",\"accepted_until\":\"2030-01-01T00:00:00Z\"}",
                "{\"state\":\"accepted\",\"reason\":\"long ago\",\"accepted_until\":\"2001-01-01T00:00:00Z\"}")) {
            assertThat(client.send("PATCH", "/api/findings/" + id, body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(client.get("/api/findings/fnd_unknown").statusCode()).isEqualTo(404);
        assertThat(client.post("/api/findings/bulk", "{\"state\":\"open\"}").statusCode())
                .isEqualTo(422);
    }

    private static void keepsIdsInARescan(Client client) throws Exception {
        var before = client.all("/api/assets?sort=asset_value");
        var scanId = Client.json(client.post("/api/assets/scan", ACTIVE))
                .path("scan_id")
                .asText();
        var end = events(client.get("/api/assets/scans/" + scanId + "/events").body())
                .getLast();
        assertThat(end.data().path("new_assets").asInt()).isZero();
        assertThat(client.data("/api/findings?state=accepted"))
                .as("a scan respects what people said")
                .hasSize(1);
        var after = client.all("/api/assets?sort=asset_value");
        for (var field : List.of("asset_value", "asset_id", "discovered_at")) {
            assertThat(after)
                    .extracting(row -> row.path(field).asText())
                    .containsExactlyElementsOf(
                            before.stream().map(row -> row.path(field).asText()).toList());
        }
        assertThat(texts(Client.json(client.get("/api/assets/scans")).path("data"), "scan_status"))
                .containsExactly("completed", "completed");
    }

    private static void takesNothingForGoneThatWasLeftOut(Client client) throws Exception {
        var few = ACTIVE.replace("}", ",\"max_hosts\":3}");
        var scanId = Client.json(client.post("/api/assets/scan", few))
                .path("scan_id")
                .asText();
        var end = events(client.get("/api/assets/scans/" + scanId + "/events").body())
                .getLast();
        assertThat(end.data().path("assets_discovered").asInt()).isEqualTo(3);
        assertThat(texts(end.data().path("warnings"), "code")).contains("HOST_LIMIT");
        assertThat(client.all("/api/assets?state=stale")).isEmpty();
    }

    private void hidesFromOthers(Client owner, JsonNode assets, String scanId) {
        var other = Client.registered(base);
        assertThat(Client.json(other.get("/api/assets")).path("data")).isEmpty();
        assertThat(Client.json(other.get("/api/assets/scans")).path("data")).isEmpty();
        var assetId = assets.path("data").get(0).path("asset_id").asText();
        var findingId =
                owner.data("/api/findings?state=all").get(0).path("finding_id").asText();
        for (var path : List.of(
                "/api/assets/" + assetId,
                "/api/assets/" + assetId + "/evidence",
                "/api/assets/" + assetId + "/findings",
                "/api/assets/scans/" + scanId + "/findings",
                "/api/findings/" + findingId,
                "/api/findings/" + findingId + "/history",
                "/api/assets/scans/" + scanId,
                "/api/assets/scans/" + scanId + "/events")) {
            var foreign = other.get(path);
            assertThat(foreign.statusCode()).as(path).isEqualTo(404);
            assertThat(Client.json(foreign).path("detail").asText()).isEqualTo("Not found");
        }
        assertThat(other.post("/api/assets/scans/" + scanId + "/cancel", "").statusCode())
                .isEqualTo(404);
        assertThat(owner.post("/api/assets/scans/" + scanId + "/cancel", "").statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b.test",
                "http://",
                "https://acme",
                "acme.test;id",
                "a'--.test",
                "203.0.113.7",
                "2001:db8::1",
                "co.uk",
                "localhost",
                "-acme.test",
                "acme..test",
                "..."
            })
    void storesNothingForWhatIsNoDomain(String domain) throws Exception {
        var client = Client.registered(base);
        var answer = client.post("/api/assets/scan", JSON.writeValueAsString(Map.of("domain", domain)));
        assertThat(answer.statusCode()).as(domain).isEqualTo(400);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("INVALID_DOMAIN");
        assertThat(Client.json(client.get("/api/assets/scans")).path("data")).isEmpty();
    }

    @Test
    void takesInternationalNamesInBothForms() {
        var client = Client.registered(base);
        var body = "{\"domain\":\"%s\",\"mode\":\"passive\",\"scan_subdomains\":false}";
        var unicode = client.post("/api/assets/scan", body.formatted("bücher.test"));
        assertThat(Client.json(unicode).path("domain").asText()).isEqualTo("xn--bcher-kva.test");
        var ascii = Client.registered(base).post("/api/assets/scan", body.formatted("XN--bcher-kva.test"));
        assertThat(Client.json(ascii).path("domain").asText()).isEqualTo("xn--bcher-kva.test");
    }

    @Test
    void stopsWhenAsked() throws Exception {
        var client = Client.registered(base);
        var scanId = Client.json(client.post("/api/assets/scan", ACTIVE))
                .path("scan_id")
                .asText();
        assertThat(client.post("/api/assets/scans/" + scanId + "/cancel", "").statusCode())
                .isEqualTo(202);
        var end = events(client.get("/api/assets/scans/" + scanId + "/events").body())
                .getLast();
        assertThat(end.data().path("scan_status").asText()).isEqualTo("canceled");
        assertThat(client.data("/api/assets/scans/" + scanId)
                        .path("scan_status")
                        .asText())
                .isEqualTo("canceled");
    }
}
