package io.reconai.server.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/// The figures of a workspace after a scan agree with its assets.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class AnalyticsTest {

    private static final List<String> PATHS = List.of(
            "dashboard",
            "risk-trend",
            "top-risky-assets",
            "asset-distribution",
            "risk-factors",
            "security-insights",
            "findings-trend",
            "technologies",
            "ports",
            "certificates",
            "networks");

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static long sum(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    void agreeWithTheAssets() {
        var client = Client.registered(base);
        var scan = Client.json(client.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"active\"}"));
        client.get("/api/assets/scans/" + scan.path("scan_id").asText() + "/events");
        var assets = client.all("/api/assets?state=active");
        assertThat(assets).isNotEmpty();

        var dashboard = client.data("/api/analytics/dashboard");
        assertThat(dashboard.path("discovered_assets").asLong()).isEqualTo(assets.size());
        assertThat(dashboard.path("overall_risk_score").asDouble())
                .isCloseTo(
                        assets.stream()
                                .mapToInt(row -> row.path("risk_score").asInt())
                                .average()
                                .orElse(-1),
                        within(0.5));
        assertThat(dashboard.path("total_scans").asLong()).isEqualTo(1);
        assertThat(dashboard.path("open_findings").asLong())
                .isEqualTo(assets.stream()
                        .mapToLong(row -> row.path("open_findings").asLong())
                        .sum())
                .isEqualTo(sum(dashboard.path("open_findings_by_severity")));
        assertThat(sum(dashboard.path("assets_by_risk"))).isEqualTo(assets.size());
        assertThat(dashboard.path("open_vulnerabilities").asLong())
                .isEqualTo(assets.stream()
                        .filter(row -> row.path("risk_score").asInt() >= 61)
                        .count());
        assertThat(dashboard.path("new_critical_alerts").asLong())
                .isEqualTo(dashboard.at("/assets_by_risk/critical").asLong());
        for (var change : List.of("risk_score_change_7d", "assets_change_7d", "scans_change_7d")) {
            assertThat(dashboard.path(change).isNumber()).as(change).isTrue();
            assertThat(dashboard.path(change).asDouble()).isZero();
        }
        assertThat(dashboard.path("history_days").asLong()).isZero();
        assertThat(dashboard.at("/last_scan/domain").asText()).isEqualTo("acme.test");
        assertThat(dashboard.path("latest_findings")).hasSize(5);

        var trend = client.data("/api/analytics/risk-trend?period=7d");
        assertThat(trend).hasSize(1);
        assertThat(trend.get(0).path("asset_count").asLong()).isEqualTo(assets.size());
        assertThat(trend.get(0).path("open_findings")).isEqualTo(dashboard.path("open_findings"));
        var findings = client.data("/api/analytics/findings-trend?days=1");
        assertThat(findings.get(0).path("opened").asLong())
                .isEqualTo(dashboard.path("open_findings").asLong());
        assertThat(findings.get(0).path("fixed").asLong()).isZero();
        assertThat(findings.get(0).path("open_by_severity")).isEqualTo(dashboard.path("open_findings_by_severity"));

        assertThat(list(client.data("/api/analytics/top-risky-assets?limit=3")).stream()
                        .map(row -> row.path("asset_id").asText()))
                .isEqualTo(assets.stream()
                        .limit(3)
                        .map(row -> row.path("asset_id").asText())
                        .toList());

        var shares = client.data("/api/analytics/asset-distribution");
        assertThat(shares.path("by_risk")).isEqualTo(dashboard.path("assets_by_risk"));
        assertThat(sum(shares.path("by_type"))).isEqualTo(assets.size());
        assertThat(shares.at("/risk_by_type/ip_address/critical").isNumber()).isTrue();

        var factors = client.data("/api/analytics/risk-factors?limit=20");
        assertThat(factors.path("total_assets").asLong()).isEqualTo(assets.size());
        var ssh = list(factors.path("factors")).stream()
                .filter(factor -> factor.path("code").asText().equals("ssh_exposed"))
                .findFirst();
        var withSsh = assets.stream()
                .filter(row -> list(row.path("open_ports")).stream().anyMatch(port -> port.asInt() == 22))
                .count();
        assertThat(ssh).hasValueSatisfying(factor -> {
            assertThat(factor.path("count").asLong()).isEqualTo(withSsh);
            assertThat(factor.path("percentage").asDouble()).isCloseTo(withSsh * 100.0 / assets.size(), within(0.05));
        });
        assertThat(list(client.data("/api/analytics/ports?limit=100"))).anySatisfy(port -> assertThat(port.toString())
                .isEqualTo("{\"port\":22,\"service\":\"ssh\",\"count\":" + withSsh + "}"));

        var insights = list(client.data("/api/analytics/security-insights").path("insights"));
        assertThat(insights)
                .extracting(insight -> insight.path("title").asText())
                .contains("Critical Assets Detected", "New Assets This Week")
                .doesNotContain("Nothing Urgent");
        var order = List.of("critical", "high", "medium", "low");
        assertThat(insights.stream()
                        .map(insight -> order.indexOf(insight.path("priority").asText())))
                .isSorted();
        assertThat(insights)
                .allSatisfy(insight -> assertThat(insight.path("recommendation").isNull())
                        .isEqualTo(order.indexOf(insight.path("priority").asText()) > 1));

        var certificates = client.data("/api/analytics/certificates");
        assertThat(certificates.path("expired").asLong()
                        + certificates.path("within_7_days").asLong()
                        + certificates.path("within_30_days").asLong()
                        + certificates.path("within_90_days").asLong()
                        + certificates.path("later").asLong())
                .isEqualTo(assets.stream()
                        .filter(row -> !row.path("ssl_cert_expiry").isNull())
                        .count());
        assertThat(client.data("/api/analytics/technologies")).isNotEmpty();
        assertThat(list(client.data("/api/analytics/networks").path("by_country")))
                .anySatisfy(
                        country -> assertThat(country.path("country").asText()).isEqualTo("US"));

        for (var path : PATHS) {
            assertThat(client.data("/api/analytics/" + path + "?domain=ACME.test"))
                    .as(path)
                    .isEqualTo(client.data("/api/analytics/" + path));
        }
        assertThat(client.data("/api/analytics/dashboard?domain=nobody.test")
                        .path("discovered_assets")
                        .asLong())
                .isZero();

        history(
                client,
                assets.getFirst().path("asset_id").asText(),
                scan.path("scan_id").asText());
    }

    private void history(Client client, String assetId, String scanId) {
        assertThat(Client.registered(base)
                        .get("/api/assets/" + assetId + "/history")
                        .statusCode())
                .isEqualTo(404);
        var history = Client.json(client.get("/api/assets/" + assetId + "/history"));
        assertThat(history.at("/pagination/total_items").asLong()).isEqualTo(1);
        assertThat(history.at("/data/0/scan_id").asText()).isEqualTo(scanId);
        assertThat(history.at("/data/0/changes")).isEmpty();
    }

    @Test
    void ofAnEmptyWorkspaceAreZeros() {
        var client = Client.registered(base);
        var dashboard = client.data("/api/analytics/dashboard");
        assertThat(dashboard.path("overall_risk_score").asInt()).isZero();
        assertThat(dashboard.path("overall_risk_level").asText()).isEqualTo("low");
        assertThat(dashboard.path("assets_by_risk").toString())
                .isEqualTo("{\"low\":0,\"medium\":0,\"high\":0,\"critical\":0}");
        assertThat(dashboard.path("last_scan").isNull()).isTrue();
        assertThat(client.data("/api/analytics/security-insights").path("insights"))
                .isEmpty();
        assertThat(client.data("/api/analytics/risk-factors").toString())
                .isEqualTo("{\"factors\":[],\"total_assets\":0}");
        assertThat(client.data("/api/analytics/networks").toString()).isEqualTo("{\"by_asn\":[],\"by_country\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "risk-trend?period=8d",
                "risk-trend?days=0",
                "risk-trend?days=366",
                "risk-trend?days=7&period=7d",
                "top-risky-assets?limit=51",
                "risk-factors?limit=21",
                "technologies?limit=101",
                "dashboard?domian=acme.test",
                "ports?limit=x"
            })
    void refuseWhatTheyDoNotKnow(String asked) {
        var answer = Client.registered(base).get("/api/analytics/" + asked);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource({"100, 110, 10.0", "0, 5, 0.0", "3, 2, -33.3", "8, 8, 0.0", "3, 4, 33.3"})
    void changeIsPercentWithOneDecimal(double before, double now, double change) {
        assertThat(Dashboard.change(before, now)).isEqualTo(change);
    }
}
