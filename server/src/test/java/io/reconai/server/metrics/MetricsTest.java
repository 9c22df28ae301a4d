package io.reconai.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The figures: who may read them, that they are figures, and that they count.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class MetricsTest {

    /// A line of the text format (version 0.0.4).
    private static final Pattern SAMPLE =
            Pattern.compile("reconai_[a-z_]+(\\{([a-z_]+=\"([^\"\\\\]|\\\\[\"\\\\n])*\",?)+})? [0-9.E-]+");

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static double value(String text, String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            from this machine              |                 |                          | 200
            a proxy speaks for a stranger  | X-Forwarded-For |                          | 404
            another kind of proxy          | Forwarded       |                          | 404
            a stranger with a wrong token  | X-Forwarded-For | Bearer a token for test  | 404
            not a bearer                   | X-Forwarded-For | Basic a token for tests  | 404
            with the token                 | X-Forwarded-For | Bearer a token for tests | 200
            """)
    void areForThisMachineAndWhoHasTheToken(String why, @Nullable String proxy, @Nullable String token, int status) {
        var client = Client.stranger(base);
        if (proxy != null) {
            client = client.with(proxy, "for=203.0.113.9");
        }
        if (token != null) {
            client = client.with("Authorization", token);
        }
        assertThat(client.get("/metrics").statusCode()).isEqualTo(status);
    }

    @Test
    void countAnswersByTemplateAndNotByPath() {
        var client = Client.registered(base);
        var series = "reconai_http_requests_total{method=\"GET\",route=\"/api/assets/{asset_id}\",status=\"404\"}";
        var before = client.get("/metrics").body();
        client.get("/api/assets/ast_one");
        client.get("/api/assets/ast_two");
        client.get("/api/no/such/path");
        client.get("/no/such/page");
        var answer = client.get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        var after = answer.body();
        assertThat(value(after, series) - value(before, series)).isEqualTo(2);
        assertThat(after)
                .contains("route=\"unknown\",status=\"404\"", "route=\"other\"")
                .doesNotContain("ast_one", "/no/such");
        assertThat(value(after, "reconai_http_request_seconds_count"))
                .isGreaterThanOrEqualTo(value(before, "reconai_http_request_seconds_count") + 4);
        assertThat(value(after, "reconai_model_loaded")).isEqualTo(1);
        assertThat(value(after, "reconai_queue_depth")).isZero();
        assertThat(after.lines().filter(line -> !line.startsWith("#")))
                .allSatisfy(line -> assertThat(line).matches(SAMPLE));
        for (var name : new String[] {
            "http_requests_total", "http_request_seconds", "scans_total", "scan_seconds", "hosts_scanned_total",
            "probes_total", "queue_depth", "findings_open", "alerts_total", "model_loaded"
        }) {
            assertThat(after).contains("# TYPE reconai_" + name + " ");
        }
        for (var severity : new String[] {"info", "low", "medium", "high", "critical"}) {
            assertThat(after).contains("reconai_findings_open{severity=\"" + severity + "\"} ");
        }
    }

    @Test
    void countScansAndTheirHosts() {
        var client = Client.registered(base);
        var before = client.get("/metrics").body();
        var scan = Client.json(client.post(
                "/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}"));
        client.get("/api/assets/scans/" + scan.path("scan_id").asText() + "/events");
        var found = client.data("/api/assets/scans/" + scan.path("scan_id").asText());
        var series = "reconai_scans_total{status=\"completed\",mode=\"passive\"}";
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        var after = client.get("/metrics").body();
        while (value(after, series) == value(before, series) && System.nanoTime() < deadline) {
            after = client.get("/metrics").body(); // the stream ends just before the scan is counted
        }
        assertThat(value(after, series) - value(before, series)).isEqualTo(1);
        // At least: scans that other tests of this server left behind may look at hosts meanwhile.
        assertThat(value(after, "reconai_hosts_scanned_total") - value(before, "reconai_hosts_scanned_total"))
                .isGreaterThanOrEqualTo(found.path("assets_discovered").asDouble())
                .isPositive();
        assertThat(after).contains("reconai_probes_total{kind=\"dns\",outcome=\"ok\"}");
    }
}
