package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever goes wrong, and in whatever layer: one body, one set of headers.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class ErrorsTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /api/nope                 |                              | 404 | RESOURCE_NOT_FOUND",
                "GET  | /api/assets/ast_none      |                              | 404 | RESOURCE_NOT_FOUND",
                "GET  | /api/assets/scans/scn_x   |                              | 404 | RESOURCE_NOT_FOUND",
                "GET  | /api/assets/scans/x/events|                              | 404 | RESOURCE_NOT_FOUND",
                "PUT  | /api/assets/scan          | {}                           | 405 | METHOD_NOT_ALLOWED",
                "POST | /api/assets/scan          | {                            | 400 | MALFORMED_JSON",
                "POST | /api/assets/scan          | []                           | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {}                           | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {\"domian\":\"a.test\"}      | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {\"domain\":7,\"mode\":{}}   | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {\"domain\":\"co.uk\"}       | 400 | INVALID_DOMAIN",
                "POST | /api/assets/scan          | {\"domain\":\"acme.test\",\"mode\":\"wild\"} | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {\"domain\":\"acme.test\",\"ports\":\"0\"}   | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {\"domain\":\"acme.test\",\"ports\":\"@/etc/passwd\"} | 422 | VALIDATION_ERROR",
                "POST | /api/assets/scan          | {\"domain\":\"acme.test\",\"max_hosts\":0}   | 422 | VALIDATION_ERROR",
                "GET  | /api/assets?parent_domian=x |                            | 422 | VALIDATION_ERROR",
                "GET  | /api/assets?limit=101     |                              | 422 | VALIDATION_ERROR",
                "GET  | /api/assets?page=0        |                              | 422 | VALIDATION_ERROR",
                "GET  | /api/assets?sort=password |                              | 422 | VALIDATION_ERROR",
                "GET  | /api/assets?risk_level=bad|                              | 422 | VALIDATION_ERROR",
                "GET  | /api/assets?open_port=70000|                             | 422 | VALIDATION_ERROR",
            })
    void answersInOneForm(String method, String path, @Nullable String body, int status, String code) {
        var answer = Client.registered(base).send(method, path, body == null ? "" : body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var json = Client.json(answer);
        assertThat(json.path("error_code").asText()).isEqualTo(code);
        assertThat(json.path("detail").asText()).isNotBlank();
        assertThat(json.path("path").asText()).isEqualTo(path.split("\\?", 2)[0]);
        assertThat(json.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .contains(json.path("request_id").asText());
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        if (status == 422) {
            assertThat(json.path("errors").get(0).path("field").asText()).isNotBlank();
        }
    }

    @Test
    void asksStrangersToSignInAndTellsThemNothing() {
        for (var path : new String[] {"/api/assets", "/api/assets/scans", "/api/auth/me", "/api/nope", "/api"}) {
            var answer = Client.stranger(base).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("AUTH_TOKEN_MISSING");
        }
    }

    @Test
    void refusesWhatIsTooLongOrOfAnotherType() {
        var client = Client.registered(base);
        var big = client.post("/api/assets/scan", "{\"domain\":\"" + "a".repeat(100_000) + "\"}");
        assertThat(big.statusCode()).isEqualTo(413);
        assertThat(Client.json(big).path("error_code").asText()).isEqualTo("PAYLOAD_TOO_LARGE");
        var text = client.with("Content-Type", "text/plain").post("/api/assets/scan", "acme.test");
        assertThat(text.statusCode()).isEqualTo(415);
        var address = client.get("/api/assets?search=" + "a".repeat(9_000));
        assertThat(address.statusCode()).isEqualTo(414);
    }

    @Test
    void keepsAHarmlessRequestIdAndReplacesAnyOther() {
        var kept = Client.stranger(base).with("X-Request-Id", "my-id.1").get("/api/config");
        assertThat(kept.headers().firstValue("X-Request-Id")).contains("my-id.1");
        var replaced = Client.stranger(base).with("X-Request-Id", "<script>").get("/api/config");
        assertThat(replaced.headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
    }

    @Test
    void versionsAndSlashesAreOtherNamesOfTheSame() {
        var plain = Client.json(Client.stranger(base).get("/api/config"));
        for (var path : new String[] {"/api/v1/config", "/api/config/", "/api/v1/config/"}) {
            var answer = Client.stranger(base).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(Client.json(answer)).isEqualTo(plain);
            assertThat(answer.headers().firstValue("API-Version")).contains("1");
        }
    }

    @Test
    void describesItself() {
        var paths = Client.json(Client.stranger(base).get("/openapi.json")).path("paths");
        assertThat(paths.fieldNames())
                .toIterable()
                .contains(
                        "/api/auth/register",
                        "/api/auth/login",
                        "/api/auth/refresh",
                        "/api/auth/logout",
                        "/api/auth/me",
                        "/api/assets",
                        "/api/assets/{asset_id}",
                        "/api/assets/{asset_id}/evidence",
                        "/api/assets/scan",
                        "/api/assets/scans",
                        "/api/assets/scans/{scan_id}",
                        "/api/assets/scans/{scan_id}/cancel",
                        "/api/assets/scans/{scan_id}/events",
                        "/api/config",
                        "/health")
                .doesNotContain("/api/{unknown}", "/api/about");
        assertThat(Client.stranger(base).get("/docs/").statusCode()).isEqualTo(200);
        assertThat(Client.json(Client.stranger(base).get("/health"))
                        .path("status")
                        .asText())
                .isEqualTo("healthy");
        assertThat(Client.stranger(base).get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(Client.stranger(base).get("/health/live").statusCode()).isEqualTo(200);
    }
}
