package io.reconai.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// API tokens over HTTP: their life, and what they may do.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class TokensTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private static JsonNode made(Client owner, String scopes) {
        var answer = owner.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":" + scopes + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).path("data");
    }

    private Client with(JsonNode token) {
        return Client.stranger(base)
                .with("Authorization", "Bearer " + token.path("token").asText());
    }

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    @Test
    void isShownOnceUsedRenamedAndRevoked() {
        var owner = Client.registered(base);
        var token = made(owner, "[\"assets:read\",\"scans:write\"]");
        assertThat(token.path("token").asText())
                .matches("rk_[0-9a-f]{8}_[0-9a-z]{40}")
                .startsWith(token.path("prefix").asText());
        assertThat(token.path("last_used_at").isNull()).isTrue();
        var program = with(token);
        assertThat(program.get("/api/assets").statusCode()).isEqualTo(200);
        var scan = Client.json(program.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"scan_type\":\"quick\"}"))
                .path("data");
        assertThat(owner.data("/api/assets/scans/" + scan.path("scan_id").asText())
                        .path("token_name")
                        .asText())
                .as("who started it is said by name")
                .isEqualTo("ci");

        var id = token.path("token_id").asText();
        var listed = owner.get("/api/tokens");
        assertThat(listed.body()).doesNotContain(token.path("token").asText()).doesNotContain("\"token\"");
        var row = Client.json(listed).path("data").get(0);
        assertThat(row.path("last_used_at").asText()).isNotBlank();
        assertThat(row.path("last_used_ip").asText()).startsWith("test-");

        var renamed = owner.send("PATCH", "/api/tokens/" + id, "{\"name\":\"nightly\"}");
        assertThat(Client.json(renamed).path("data").path("name").asText()).isEqualTo("nightly");
        assertThat(owner.send("DELETE", "/api/tokens/" + id, "").statusCode()).isEqualTo(204);
        assertThat(code(program.get("/api/assets"))).isEqualTo("AUTH_TOKEN_INVALID");
        assertThat(owner.send("DELETE", "/api/tokens/" + id, "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/assets                | assets:read",
                "GET    | /api/assets/x              | assets:read",
                "GET    | /api/assets/x/evidence     | assets:read",
                "GET    | /api/assets/scans          | scans:read",
                "GET    | /api/assets/scans/x        | scans:read",
                "GET    | /api/assets/scans/x/events | scans:read",
                "POST   | /api/assets/scans/x/cancel | scans:write",
                "POST   | /api/assets/scan           | scans:write",
                "GET    | /api/assets/x/findings     | findings:read",
                "GET    | /api/assets/scans/x/findings | findings:read",
                "GET    | /api/findings              | findings:read",
                "GET    | /api/findings/x            | findings:read",
                "GET    | /api/findings/x/history    | findings:read",
                "GET    | /api/findings/types        | findings:read",
                "GET    | /api/findings/summary      | findings:read",
                "GET    | /api/findings/export       | export:read",
                "PATCH  | /api/findings/x            | findings:write",
                "POST   | /api/findings/bulk         | findings:write",
                "GET    | /api/domains               | domains:read",
                "GET    | /api/domains/x             | domains:read",
                "GET    | /api/schedules             | domains:read",
                "POST   | /api/domains               | domains:write",
                "POST   | /api/domains/x/verify      | domains:write",
                "PUT    | /api/domains/x/schedule    | domains:write",
                "DELETE | /api/domains/x/schedule    | domains:write",
                "DELETE | /api/domains/x             | domains:write",
                "GET    | /api/billing/usage         | billing:read",
                "GET    | /api/billing/usage/daily   | billing:read",
                "GET    | /api/billing/subscription  | billing:read",
                "GET    | /api/audit-log             | audit:read",
                "GET    | /api/audit-log/export      | audit:read",
            })
    void needsExactlyTheScopeOfWhatItDoes(String method, String path, String scope) {
        var owner = Client.registered(base);
        var able = with(made(owner, "[\"" + scope + "\"]"));
        var unable = with(made(owner, "[\"" + (scope.equals("domains:read") ? "export:read" : "domains:read") + "\"]"));
        var refused = unable.send(method, path, "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("INSUFFICIENT_SCOPE");
        assertThat(Client.json(refused).path("required_scope").asText()).isEqualTo(scope);
        assertThat(able.send(method, path, "").statusCode()).isNotIn(401, 403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/tokens",
                "POST   | /api/tokens",
                "DELETE | /api/tokens/x",
                "GET    | /api/auth/me",
                "POST   | /api/auth/logout",
                "GET    | /api/workspaces",
                "POST   | /api/workspaces",
            })
    void mayNeverManagePeopleOrTokens(String method, String path) {
        var everything = with(
                made(Client.registered(base), "[\"assets:write\",\"scans:write\",\"members:read\",\"audit:read\"]"));
        var refused = everything.send(method, path, "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("INSUFFICIENT_SCOPE");
        assertThat(Client.json(refused).path("required_scope").isNull()).isTrue();
    }

    @Test
    void runsOut() {
        var owner = Client.registered(base);
        var until = clock.instant().plus(Duration.ofHours(2)).toString();
        var answer = owner.post(
                "/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\"],\"expires_at\":\"" + until + "\"}");
        var program = with(Client.json(answer).path("data"));
        assertThat(program.get("/api/assets").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofHours(3));
        assertThat(code(program.get("/api/assets"))).isEqualTo("AUTH_TOKEN_EXPIRED");
    }

    @Test
    void isForOneWorkspaceOnly() {
        var owner = Client.registered(base);
        var token = made(owner, "[\"assets:read\"]");
        var own = owner.data("/api/auth/me").path("uid").asText();
        var other = Client.json(owner.post("/api/workspaces", "{\"name\":\"Acme\"}"))
                .path("data")
                .path("workspace_id")
                .asText();
        assertThat(with(token).with("X-Workspace-Id", own).get("/api/assets").statusCode())
                .isEqualTo(200);
        assertThat(with(token).with("X-Workspace-Id", other).get("/api/assets").statusCode())
                .isEqualTo(404);
        assertThat(with(token).get("/api/workspaces/" + own).statusCode()).isEqualTo(200);
        assertThat(with(token).get("/api/workspaces/" + other).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"ci\"}",
                "{\"name\":\"ci\",\"scopes\":[]}",
                "{\"name\":\"ci\",\"scopes\":[\"assets:everything\"]}",
                "{\"name\":\"ci\",\"scopes\":\"assets:read\"}",
                "{\"name\":\" \",\"scopes\":[\"assets:read\"]}",
                "{\"name\":\"ci\",\"scopes\":[\"assets:read\"],\"expires_at\":\"tomorrow\"}",
                "{\"name\":\"ci\",\"scopes\":[\"assets:read\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"ci\",\"scopes\":[\"assets:read\"],\"expires_at\":\"2999-01-01T00:00:00Z\"}",
                "{\"name\":\"ci\",\"scopes\":[\"assets:read\"],\"workspace_id\":\"wsp_other\"}",
                "{\"name\":\"ci\",\"scopes\":[\"assets:read\"],\"token\":\"rk_mine\"}",
            })
    void isNotMadeFromNonsense(String body) {
        assertThat(Client.registered(base).post("/api/tokens", body).statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rk_",
                "rk_00000000_0000000000000000000000000000000000000000",
                "rk_0000000g_0000000000000000000000000000000000000000",
                "rk_00000000_00000000000000000000000000000000000000000",
            })
    void isNotGuessed(String guess) {
        var answer =
                Client.stranger(base).with("Authorization", "Bearer " + guess).get("/api/assets");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("AUTH_TOKEN_INVALID");
    }

    @Test
    void aRightPrefixWithAWrongSecretIsRefused() {
        var token =
                made(Client.registered(base), "[\"assets:read\"]").path("token").asText();
        var last = token.charAt(token.length() - 1);
        var wrong = token.substring(0, token.length() - 1) + (last == 'a' ? 'b' : 'a');
        assertThat(code(Client.stranger(base)
                        .with("Authorization", "Bearer " + wrong)
                        .get("/api/assets")))
                .isEqualTo("AUTH_TOKEN_INVALID");
    }
}
