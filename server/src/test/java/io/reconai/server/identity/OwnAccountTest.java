package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people do with their own accounts, where there is no mail.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class OwnAccountTest {

    private static final String NEW_PASSWORD = "rain on a tin roof at noon";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static String newEmail() {
        return UUID.randomUUID() + "@acme.example";
    }

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    private HttpResponse<String> signIn(String email, String password) {
        return Client.stranger(base)
                .with("User-Agent", "test of sign-ins")
                .post("/api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    private Client client(HttpResponse<String> signedIn) {
        return Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(signedIn).path("access_token").asText());
    }

    @Test
    void signInsAreListedAndEnded() {
        var email = newEmail();
        var first = Client.registered(base, email);
        var answer = signIn(email, Client.PASSWORD);
        var second = client(answer);
        var listed = second.data("/api/auth/sessions");
        assertThat(listed).hasSize(2);
        var current = current(listed, true);
        assertThat(current.path("user_agent").asText()).isEqualTo("test of sign-ins");
        assertThat(current.path("ip").asText()).startsWith("test-");
        assertThat(current.path("created_at").asText()).isNotBlank();
        assertThat(current.path("last_used_at").asText()).isNotBlank();
        assertThat(listed.toString()).doesNotContain("hash", "csrf", "secret");

        var stranger = Client.registered(base);
        var other = current(listed, false).path("session_id").asText();
        assertThat(stranger.send("DELETE", "/api/auth/sessions/" + other, "").statusCode())
                .isEqualTo(404);
        assertThat(first.get("/api/auth/me").statusCode()).isEqualTo(200);
        assertThat(second.send("DELETE", "/api/auth/sessions/" + other, "").statusCode())
                .isEqualTo(204);
        assertThat(code(first.get("/api/auth/me"))).isEqualTo("AUTH_TOKEN_INVALID");
        assertThat(second.send("DELETE", "/api/auth/sessions/" + other, "").statusCode())
                .isEqualTo(404);

        var third = client(signIn(email, Client.PASSWORD));
        assertThat(third.send("DELETE", "/api/auth/sessions/all", "").statusCode())
                .isEqualTo(204);
        assertThat(second.get("/api/auth/me").statusCode()).isEqualTo(401);
        assertThat(third.get("/api/auth/me").statusCode()).isEqualTo(401);
        var refresh = "{\"refresh_token\":\""
                + Client.json(answer).path("refresh_token").asText() + "\"}";
        assertThat(Client.stranger(base).post("/api/auth/refresh", refresh).statusCode())
                .isEqualTo(401);
    }

    private static JsonNode current(JsonNode listed, boolean isCurrent) {
        for (var session : listed) {
            if (session.path("current").asBoolean() == isCurrent) {
                return session;
            }
        }
        throw new IllegalStateException("none: " + listed);
    }

    @Test
    void aChangedPasswordEndsOtherSignIns() {
        var email = newEmail();
        var here = Client.registered(base, email);
        var elsewhere = client(signIn(email, Client.PASSWORD));
        assertThat(code(change(here, "not the right one", NEW_PASSWORD))).isEqualTo("INVALID_CREDENTIALS");
        var weak = change(here, Client.PASSWORD, "short");
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(Client.json(weak).path("errors").get(0).path("field").asText())
                .isEqualTo("new_password");
        assertThat(elsewhere.get("/api/auth/me").statusCode()).isEqualTo(200);

        assertThat(change(here, Client.PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(204);
        assertThat(here.get("/api/auth/me").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/api/auth/me").statusCode()).isEqualTo(401);
        assertThat(signIn(email, Client.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(signIn(email, NEW_PASSWORD).statusCode()).isEqualTo(200);
        assertThat(here.data("/api/audit-log?action=user.password_changed")).hasSize(1);
    }

    private static HttpResponse<String> change(Client client, String current, String wanted) {
        return client.post(
                "/api/auth/password/change",
                "{\"current_password\":\"" + current + "\",\"new_password\":\"" + wanted + "\"}");
    }

    @Test
    void peopleSayWhatTheyAreCalledAndHowTheyLikeIt() {
        var ana = Client.registered(base);
        var workspace = Client.json(ana.post("/api/workspaces", "{\"name\":\"Acme\"}"))
                .path("data")
                .path("workspace_id")
                .asText();
        var changed = ana.send(
                "PATCH",
                "/api/auth/me",
                "{\"display_name\":\" Ana"
                        + " \",\"photo_url\":\"https://pictures.example/a.png\",\"default_workspace_id\":\""
                        + workspace
                        + "\",\"preferences\":{\"theme\":\"dark\",\"time_zone\":\"Europe/Vienna\",\"email_digest\":false}}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        var me = ana.data("/api/auth/me");
        assertThat(me.path("display_name").asText()).isEqualTo("Ana");
        assertThat(me.path("photo_url").asText()).isEqualTo("https://pictures.example/a.png");
        assertThat(me.path("default_workspace_id").asText()).isEqualTo(workspace);
        assertThat(me.path("workspace_id").asText()).isEqualTo(workspace);
        assertThat(me.path("preferences").toString())
                .isEqualTo("{\"theme\":\"dark\",\"density\":\"comfortable\",\"time_zone\":\"Europe/Vienna\","
                        + "\"email_digest\":false}");
        assertThat(ana.get("/api/assets").headers().firstValue("X-Workspace-Id"))
                .contains(workspace);

        ana.send("PATCH", "/api/auth/me", "{\"photo_url\":\"\",\"preferences\":{\"time_zone\":null}}");
        var after = ana.data("/api/auth/me");
        assertThat(after.path("photo_url").isNull()).isTrue();
        assertThat(after.path("display_name").asText()).isEqualTo("Ana");
        assertThat(after.path("preferences").path("time_zone").isNull()).isTrue();
        assertThat(after.path("preferences").path("theme").asText()).isEqualTo("dark");

        // The workspace goes; one's own takes its place.
        ana.send("DELETE", "/api/workspaces/" + workspace, "{\"confirm\":\"Acme\"}");
        assertThat(ana.get("/api/assets").headers().firstValue("X-Workspace-Id"))
                .contains(me.path("uid").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"photo_url\":\"http://pictures.example/a.png\"}  | photo_url",
                "{\"photo_url\":\"javascript:alert(1)\"}            | photo_url",
                "{\"photo_url\":\"https://u:p@pictures.example/\"}  | photo_url",
                "{\"preferences\":{\"theme\":\"pink\"}}             | preferences.theme",
                "{\"preferences\":{\"theme\":null}}                 | preferences.theme",
                "{\"preferences\":{\"density\":1}}                  | preferences.density",
                "{\"preferences\":{\"time_zone\":\"Mars/Base\"}}    | preferences.time_zone",
                "{\"preferences\":{\"email_digest\":\"yes\"}}       | preferences.email_digest",
                "{\"preferences\":{\"role\":\"owner\"}}             | preferences.role",
                "{\"plan\":\"enterprise\"}                          | plan",
                "{\"role\":\"owner\"}                               | role",
                "{\"email_verified\":true}                          | email_verified",
                "{\"email\":\"x@acme.example\"}                     | email",
                "{\"uid\":\"u_0\"}                                  | uid",
                "{\"workspace_id\":\"u_0\"}                         | workspace_id",
            })
    void refuses(String body, String field) {
        var ana = Client.registered(base);
        var before = ana.data("/api/auth/me");
        var answer = ana.send("PATCH", "/api/auth/me", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Client.json(answer).path("errors").get(0).path("field").asText())
                .isEqualTo(field);
        assertThat(ana.data("/api/auth/me").path("plan")).isEqualTo(before.path("plan"));
    }

    @Test
    void nobodyMovesIntoAWorkspaceOfOthers() {
        var other = Client.registered(base).data("/api/auth/me").path("uid").asText();
        var ana = Client.registered(base);
        for (var id : new String[] {other, "wsp_0", "x"}) {
            var answer = ana.send("PATCH", "/api/auth/me", "{\"default_workspace_id\":\"" + id + "\"}");
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anAccountGoesWithItsData() {
        var email = newEmail();
        var ana = Client.registered(base, email);
        var token = Client.json(ana.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\"]}"))
                .path("data")
                .path("token")
                .asText();
        ana.post("/api/assets/scan", "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}");
        var made = Client.json(ana.post("/api/workspaces", "{\"name\":\"Acme\"}"));
        var shared = made.path("data").path("workspace_id").asText();

        assertThat(ana.send("DELETE", "/api/auth/me", "").statusCode()).isEqualTo(422);
        assertThat(ana.send("DELETE", "/api/auth/me", "{\"confirm\":\"x@acme.example\"}")
                        .statusCode())
                .isEqualTo(422);
        var confirmed = "{\"confirm\":\"" + email + "\"}";
        var refused = ana.send("DELETE", "/api/auth/me", confirmed);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("LAST_OWNER");
        ana.send("DELETE", "/api/workspaces/" + shared, "{\"confirm\":\"Acme\"}");
        assertThat(ana.send("DELETE", "/api/auth/me", confirmed).statusCode()).isEqualTo(204);

        assertThat(ana.get("/api/auth/me").statusCode()).isEqualTo(401);
        assertThat(Client.stranger(base)
                        .with("Authorization", "Bearer " + token)
                        .get("/api/assets")
                        .statusCode())
                .isEqualTo(401);
        assertThat(code(signIn(email, Client.PASSWORD))).isEqualTo("INVALID_CREDENTIALS");
        var again = Client.registered(base, email);
        assertThat(again.data("/api/assets/scans")).isEmpty();
    }

    @Test
    void withoutMailAForgottenPasswordIsAnsweredAllTheSame() {
        var answer = Client.stranger(base).post("/api/auth/password/forgot", "{\"email\":\"" + newEmail() + "\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Client.registered(base).post("/api/auth/email/resend", "").statusCode())
                .isEqualTo(202);
        assertThat(code(Client.stranger(base)
                        .post("/api/auth/password/reset", "{\"token\":\"x\",\"password\":\"" + NEW_PASSWORD + "\"}")))
                .isEqualTo("TOKEN_LINK_INVALID");
    }

    @Test
    void everythingThatIsKeptAboutOneIsInOneFile() {
        var email = newEmail();
        var ana = Client.registered(base, email);
        assertThat(ana.post("/api/tokens", "{\"name\":\"ci\",\"scopes\":[\"assets:read\"]}")
                        .statusCode())
                .isEqualTo(201);
        var answer = ana.get("/api/auth/me/export");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("reconai_own_data.json");
        var own = Client.json(answer);
        assertThat(own.path("profile").path("email").asText()).isEqualTo(email);
        assertThat(own.path("sessions").size()).isEqualTo(1);
        assertThat(own.path("workspaces").path(0).path("role").asText()).isEqualTo("owner");
        assertThat(own.path("api_tokens").path(0).path("name").asText()).isEqualTo("ci");
        assertThat(own.path("audit_log"))
                .extracting(entry -> entry.path("action").asText())
                .contains("user.registered", "token.created");
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("hash");
    }
}
