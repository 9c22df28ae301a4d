package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.engine.EvidenceLog;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Evidence;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a scan saw leaves as a file, comes back as one, is judged again and compared.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class EvidenceFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCAN = "{\"domain\":\"acme.test\",\"mode\":\"standard\"}";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static String scan(Client client, String body) {
        var started = client.post("/api/assets/scan", body);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return ended(client, started);
    }

    private static String ended(Client client, HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        var id = Client.json(started).path("scan_id").asText();
        client.get("/api/assets/scans/" + id + "/events"); // ends with the scan
        return id;
    }

    private static JsonNode shown(Client client, String scanId) {
        return client.data("/api/assets/scans/" + scanId);
    }

    private static List<String> texts(Iterable<JsonNode> list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }

    private static HttpResponse<String> upload(Client client, String lines) {
        return client.with("Content-Type", "application/x-ndjson").post("/api/assets/evidence", lines);
    }

    @Test
    void goesOutComesInAndIsComparedAndForgotten() throws Exception {
        var client = Client.registered(base);
        var first = scan(client, SCAN);
        var rows = client.all("/api/assets?sort=asset_value");
        var file = downloads(client, first, rows);
        replays(client, first, rows);
        uploads(file, rows);
        compares(client, first);
        forgets(client, first);
    }

    private String downloads(Client client, String scanId, List<JsonNode> rows) throws Exception {
        var path = "/api/assets/scans/" + scanId + "/evidence";
        var answer = client.get(path);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"reconai_evidence_acme.test_" + scanId + ".jsonl\"");
        var hosts = new ArrayList<Evidence>();
        var reports = new ArrayList<ScanReport>();
        EvidenceLog.read(new StringReader(answer.body()), hosts::add, reports::add);
        assertThat(hosts).extracting(host -> host.host().value()).containsExactlyElementsOf(texts(rows, "asset_value"));
        assertThat(reports).extracting(ScanReport::end).containsExactly(ScanReport.End.COMPLETED);
        var packed = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(base.resolve(path + "?gzip=true"))
                                .headers(client.headers())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Type")).hasValue("application/gzip");
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(answer.body());
        }
        assertThat(client.get(path + "?zip=true").statusCode()).isEqualTo(422);
        assertThat(client.data("/api/audit-log?action=export.created")).hasSize(2);
        seen(client, scanId, rows);
        return answer.body();
    }

    private static void seen(Client client, String scanId, List<JsonNode> rows) {
        var path = "/api/assets/scans/" + scanId + "/assets?sort=asset_value";
        assertThat(client.all(path)).isEqualTo(rows);
        assertThat(client.all(path + "&search=BLOG")).isEqualTo(client.all("/api/assets?search=BLOG"));
        for (var filter : List.of(
                "technology=nginx",
                "open_port=443",
                "ip=203.0.113.0/24",
                "severity=high,low",
                "country=US",
                "min_score=31",
                "risk_level=high",
                "finding_type=http.hsts.missing",
                "cert_expires_before=2100-01-01",
                "scan_id=" + scanId)) {
            assertThat(texts(client.all(path + "&" + filter), "asset_value"))
                    .as(filter)
                    .isEqualTo(texts(client.all("/api/assets?sort=asset_value&" + filter), "asset_value"));
        }
        assertThat(client.all(path + "&open_port=443")).isNotEmpty();
        assertThat(client.get(path + "&nope=1").statusCode()).isEqualTo(422);
    }

    private static void replays(Client client, String first, List<JsonNode> rows) {
        var keyed = client.with("Idempotency-Key", "replay-1");
        var path = "/api/assets/scans/" + first + "/replay";
        var started = keyed.post(path, "");
        var replay = ended(client, started);
        assertThat(Client.json(keyed.post(path, "")).path("scan_id").asText()).isEqualTo(replay);
        var view = shown(client, replay);
        assertThat(view.path("trigger").asText()).isEqualTo("replay");
        assertThat(view.path("source_scan_id").asText()).isEqualTo(first);
        assertThat(view.path("scan_status").asText()).as(view.toString()).isEqualTo("completed");
        assertThat(view.at("/phases/enrichment").asText()).isEqualTo("skipped");
        assertThat(view.path("assets_discovered").asInt()).isEqualTo(rows.size());
        assertThat(view.path("new_assets").asInt()).isZero();
        assertThat(view.path("findings_new").asInt()).isZero();
        assertThat(view.path("findings_by_severity"))
                .isEqualTo(shown(client, first).path("findings_by_severity"));
        assertThat(client.all("/api/assets?sort=asset_value"))
                .as("only recorded")
                .isEqualTo(rows);
        var seen = client.all("/api/assets/scans/" + replay + "/assets?sort=asset_value");
        assertThat(texts(seen, "risk_score")).isEqualTo(texts(rows, "risk_score"));
        assertThat(texts(seen, "asset_id")).isEqualTo(texts(rows, "asset_id"));
        assertThat(client.get("/api/assets/" + texts(rows, "asset_id").getFirst() + "/history")
                        .body())
                .doesNotContain(replay);

        var applied = ended(client, client.post(path, "{\"apply\":true}"));
        assertThat(shown(client, applied).path("assets_discovered").asInt()).isEqualTo(rows.size());
        var after = client.all("/api/assets?sort=asset_value");
        assertThat(texts(after, "asset_id")).isEqualTo(texts(rows, "asset_id"));
        assertThat(texts(after, "risk_score")).isEqualTo(texts(rows, "risk_score"));
        assertThat(client.data("/api/assets/" + texts(rows, "asset_id").getFirst())
                        .path("last_scan_id")
                        .asText())
                .isEqualTo(applied);
        assertThat(client.post(path, "{\"aply\":true}").statusCode()).isEqualTo(422);
        assertThat(client.data("/api/audit-log?action=scan.replayed")).hasSize(2);
    }

    private void uploads(String file, List<JsonNode> rows) throws Exception {
        var other = Client.registered(base);
        var scanId = ended(other, upload(other, file));
        var view = shown(other, scanId);
        assertThat(view.path("trigger").asText()).isEqualTo("upload");
        assertThat(view.path("domain").asText()).isEqualTo("acme.test");
        assertThat(view.path("new_assets").asInt()).isEqualTo(rows.size());
        assertThat(texts(other.all("/api/assets?sort=asset_value"), "risk_score"))
                .isEqualTo(texts(rows, "risk_score"));
        assertThat(other.get("/api/assets/scans/" + scanId + "/evidence")
                        .body()
                        .lines()
                        .count())
                .isEqualTo(file.lines().count());
        assertThat(other.data("/api/billing/usage").at("/scan_credits/used").asInt())
                .isZero();
        refuses(other, file.lines().toList());
    }

    /// Each of these is refused before anything of it is kept.
    private static void refuses(Client client, List<String> lines) throws Exception {
        var named = lines.stream()
                .filter(line -> line.contains("\"type\":\"subdomain\""))
                .toList();
        var sound = named.getFirst();
        var later = named.get(1);
        for (var hostile : List.of(
                "",
                "\n\n",
                "not json\n" + sound,
                "[]\n" + sound,
                "{\"evidence\":null}\n",
                "{\"evidence\":{}}\n" + sound,
                "{\"evidence\":" + "[".repeat(100_000) + "\n" + sound,
                sound + "\n" + sound + "\n",
                changed(sound, "host", "value", "evil.example") + "\n",
                changed(sound, "host", "type", "ip_address") + "\n",
                changed(sound, "host", "domain", "other.test") + "\n" + later + "\n",
                changed(sound, "host", "value", null) + "\n",
                changed(sound, "host", "domain", "not a name") + "\n" + later + "\n",
                changed(sound, "", "observed_at", "2999-01-01T00:00:00Z") + "\n",
                changed(sound, "", "schema_version", "9") + "\n",
                changed(sound, "", "dns", null) + "\n" + later + "\n",
                sound.replace("\"exchanges\":[", "\"exchanges\":[null,") + "\n" + later + "\n",
                "{\"report\":{\"domain\":\"other.test\"}}\n" + sound + "\n")) {
            var answer = upload(client, hostile);
            assertThat(answer.statusCode())
                    .as(hostile.substring(0, Math.min(200, hostile.length())) + " -> " + answer.body())
                    .isEqualTo(422);
        }
        assertThat(client.post("/api/assets/evidence", sound).statusCode()).isEqualTo(415);
        assertThat(client.data("/api/assets/scans")).as("nothing was begun").hasSize(1);
    }

    private static String changed(String line, String place, String field, @Nullable String value) throws Exception {
        var whole = (ObjectNode) JSON.readTree(line);
        var evidence = (ObjectNode) whole.path("evidence");
        var object = place.isEmpty() ? evidence : (ObjectNode) evidence.path(place);
        object.put(field, value);
        return JSON.writeValueAsString(whole);
    }

    private static void compares(Client client, String first) {
        assertThat(client.get("/api/assets/scans/" + first + "/diff").statusCode())
                .as("there is none before it")
                .isEqualTo(404);
        var second = scan(client, "{\"domain\":\"acme.test\",\"mode\":\"active\"}");
        var diff = client.data("/api/assets/scans/" + second + "/diff");
        assertThat(diff.at("/from/scan_id").asText())
                .as("a replay saw nothing itself")
                .isEqualTo(first);
        assertThat(diff.at("/to/scan_id").asText()).isEqualTo(second);
        for (var list :
                List.of("assets_added", "assets_removed", "assets_changed", "findings_added", "findings_removed")) {
            assertThat(diff.path(list).size())
                    .as(list)
                    .isEqualTo(diff.at("/summary/" + list).asInt());
        }
        assertThat(diff.path("assets_changed"))
                .as("active mode sees more ports")
                .isNotEmpty();
        assertThat(diff.path("assets_changed").toString()).contains("\"open_ports\"");
        assertThat(diff.path("findings_added")).isNotEmpty();
        assertThat(texts(diff.path("assets_changed"), "asset_id"))
                .doesNotContain("null")
                .allMatch(id -> id.startsWith("ast_"));
        assertThat(diff.path("truncated").asBoolean()).isFalse();

        var back = client.data("/api/assets/scans/" + first + "/diff?against=" + second);
        assertThat(back.path("assets_removed")).isEmpty();
        var reasons = texts(back.path("not_comparable"), "reason");
        assertThat(Collections.frequency(reasons, "not_reached"))
                .as("the lesser scan did not look as far")
                .isEqualTo(diff.path("assets_added").size());
        assertThat(reasons).as("nor asked at all ports").contains("partly_reached");
        var lines = client.get("/api/assets/scans/" + second + "/diff?format=jsonl")
                .body()
                .lines()
                .toList();
        assertThat(lines)
                .hasSize(1
                        + diff.path("assets_added").size()
                        + diff.path("assets_removed").size()
                        + diff.path("assets_changed").size()
                        + diff.path("findings_added").size()
                        + diff.path("findings_removed").size()
                        + diff.path("not_comparable").size());
        assertThat(lines.getLast()).startsWith("{\"change\":\"summary\"");
        var same = client.data("/api/assets/scans/" + second + "/diff?against=" + second);
        assertThat(same.path("assets_changed")).isEmpty();
        assertThat(client.get("/api/assets/scans/" + second + "/diff?against=scn_none")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get("/api/assets/scans/" + second + "/diff?format=xml")
                        .statusCode())
                .isEqualTo(422);
    }

    private void forgets(Client client, String first) {
        var path = "/api/assets/scans/" + first;
        var stranger = Client.registered(base);
        for (var rest : List.of("", "/evidence", "/assets", "/diff")) {
            assertThat(stranger.get(path + rest).statusCode()).isEqualTo(404);
        }
        assertThat(stranger.post(path + "/replay", "").statusCode()).isEqualTo(404);
        assertThat(stranger.send("DELETE", path, "").statusCode()).isEqualTo(404);
        var before = client.all("/api/assets").size();
        assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(204);
        for (var rest : List.of("", "/evidence", "/assets", "/diff", "/events")) {
            assertThat(client.get(path + rest).statusCode()).as(rest).isEqualTo(404);
        }
        assertThat(client.post(path + "/replay", "").statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(client.all("/api/assets")).as("assets stay").hasSize(before);
        assertThat(client.data("/api/audit-log?action=scan.deleted")).hasSize(1);
        assertThat(client.data("/api/assets/scans?trigger=replay")).hasSize(2);
        assertThat(client.data("/api/assets/scans?created_after=2999-01-01")).isEmpty();
        assertThat(client.get("/api/assets/scans?trigger=accident").statusCode())
                .isEqualTo(422);
    }

    @Test
    void aScanThatRunsIsNotForgotten() {
        var client = Client.registered(base);
        var started = client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"active\"}");
        var id = Client.json(started).path("scan_id").asText();
        var refused = client.send("DELETE", "/api/assets/scans/" + id, "");
        assertThat(refused.statusCode()).isEqualTo(409);
        client.post("/api/assets/scans/" + id + "/cancel", "");
        ended(client, started);
        assertThat(client.send("DELETE", "/api/assets/scans/" + id, "").statusCode())
                .isEqualTo(204);
    }
}
