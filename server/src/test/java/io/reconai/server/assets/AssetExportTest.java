package io.reconai.server.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Assets as files and as counts say what the list says.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class AssetExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(Iterable<JsonNode> rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(field).asText())
                .toList();
    }

    @Test
    void saysWhatTheListSays() throws Exception {
        var client = Client.registered(base);
        var scan = Client.json(client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"active\"}"));
        client.get("/api/assets/scans/" + scan.path("scan_id").asText() + "/events");
        var rows = client.all("/api/assets");
        assertThat(rows).isNotEmpty();

        csv(client, rows);
        var whole = client.get("/api/assets/export?format=json&detail=true");
        assertThat(whole.headers().firstValue("Cache-Control")).contains("no-store");
        var document = Client.json(whole);
        assertThat(document.path("filters").toString()).isEqualTo("{\"detail\":\"true\",\"format\":\"json\"}");
        assertThat(texts(document.path("data"), "asset_id")).isEqualTo(texts(rows, "asset_id"));
        assertThat(document.at("/data/0"))
                .isEqualTo(client.data(
                        "/api/assets/" + rows.getFirst().path("asset_id").asText()));
        assertThat(list(Client.json(client.get("/api/assets/export?format=json"))
                        .path("data")))
                .isEqualTo(rows);
        var lines = client.get("/api/assets/export?format=jsonl&risk_level=high,critical&sort=asset_value")
                .body()
                .lines()
                .map(AssetExportTest::read)
                .toList();
        assertThat(texts(lines, "risk_level")).isNotEmpty().isSubsetOf("high", "critical");
        assertThat(texts(lines, "asset_value")).isSorted();
        sarif(client, rows);
        for (var path : List.of("export?format=pdf", "export-detailed-report?risk_level=high,critical")) {
            var pdf = client.get("/api/assets/" + path);
            assertThat(pdf.statusCode()).isEqualTo(200);
            assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(pdf.body()).startsWith("%PDF-").contains("%%EOF");
        }
        facets(client, rows);

        var other = Client.registered(base);
        assertThat(other.get("/api/assets/export").body().lines()).hasSize(1);
        assertThat(other.data("/api/assets/facets").path("parent_domain")).isEmpty();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static void csv(Client client, List<JsonNode> rows) {
        var csv = client.get("/api/assets/export");
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValueSatisfying(name -> assertThat(name)
                .matches("attachment; filename=\"reconai_assets_\\d{4}-\\d\\d-\\d\\d\\.csv\""));
        assertThat(csv.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(csv.headers().firstValue("ETag")).isEmpty();
        var lines = csv.body().split("\r\n");
        assertThat(lines[0])
                .isEqualTo("asset_value,asset_type,risk_score,risk_level,open_ports,discovered_at,parent_domain,"
                        + "ip_addresses,technologies,http_status,ssl_cert_expiry,last_scanned_at,missing_headers_count,"
                        + "ssl_issues_count,dns_issues_count,cloud_buckets_exposed,sensitive_files_exposed,"
                        + "open_directories,breach_history_count,open_findings,tags");
        assertThat(lines).hasSize(rows.size() + 1);
        for (var i = 0; i < rows.size(); i++) {
            assertThat(lines[i + 1])
                    .startsWith(rows.get(i).path("asset_value").asText() + ","
                            + rows.get(i).path("asset_type").asText() + ","
                            + rows.get(i).path("risk_score").asText() + ",");
        }
        assertThat(client.get("/api/assets/export?excel=true").body()).startsWith("\ufeffasset_value,");
    }

    private static void sarif(Client client, List<JsonNode> rows) {
        var sarif = Client.json(client.get("/api/assets/export?format=sarif"));
        assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
        var run = sarif.at("/runs/0");
        assertThat(run.path("results"))
                .hasSize(rows.stream()
                        .mapToInt(row -> row.path("open_findings").asInt())
                        .sum());
        assertThat(texts(run.at("/tool/driver/rules"), "id")).containsAll(texts(run.path("results"), "ruleId"));
        assertThat(list(run.path("results"))).allSatisfy(result -> assertThat(
                        result.at("/partialFingerprints/findingId").asText())
                .isNotBlank());
        assertThat(texts(run.path("results"), "level")).isSubsetOf("error", "warning", "note");
    }

    private static void facets(Client client, List<JsonNode> rows) {
        var facets = client.data("/api/assets/facets");
        for (var name : List.of("risk_level", "asset_type")) {
            facets.path(name).fields().forEachRemaining(count -> assertThat(
                            count.getValue().asLong())
                    .as(count.getKey())
                    .isEqualTo(texts(rows, name).stream()
                            .filter(count.getKey()::equals)
                            .count()));
        }
        assertThat(facets.path("risk_level")).hasSize(4);
        assertThat(facets.path("parent_domain").toString())
                .isEqualTo("[{\"value\":\"acme.test\",\"count\":" + rows.size() + "}]");
        var withSsh = client.data("/api/assets/facets?open_port=22");
        var ssh = Client.json(client.get("/api/assets?open_port=22"))
                .at("/pagination/total_items")
                .asLong();
        assertThat(withSsh.at("/parent_domain/0/count").asLong()).isEqualTo(ssh);
        assertThat(list(withSsh.path("open_port")))
                .anySatisfy(port -> assertThat(port.toString()).isEqualTo("{\"value\":\"22\",\"count\":" + ssh + "}"));
    }

    @Test
    void nothingIsAHeaderAlone() {
        var client = Client.registered(base);
        assertThat(client.get("/api/assets/export").body())
                .startsWith("asset_value,")
                .endsWith(",tags\r\n");
        assertThat(Client.json(client.get("/api/assets/export?format=json")).path("data"))
                .isEmpty();
        assertThat(client.get("/api/assets/export?format=jsonl").body()).isEmpty();
        for (var path : List.of("export?format=pdf", "export-detailed-report")) {
            var none = client.get("/api/assets/" + path);
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(Client.json(none).path("detail").asText()).isEqualTo("No assets found to generate report");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export?format=xlsx",
                "export?format=csv,json",
                "export?risk_levle=high",
                "export?page=1",
                "export?sort=password",
                "export?excel=yes",
                "export-detailed-report?format=pdf",
                "facets?page=1"
            })
    void refusesWhatItDoesNotKnow(String asked) {
        var answer = Client.registered(base).get("/api/assets/" + asked);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).at("/errors/0/field").asText()).isNotBlank();
    }
}
