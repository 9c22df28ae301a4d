package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts, tokens, cookies.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class AccountsTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static String newEmail() {
        return UUID.randomUUID() + "@acme.example";
    }

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    @Test
    void registersSignsInAndOut() {
        var email = newEmail();
        var stranger = Client.stranger(base);
        var registered = stranger.post("/api/auth/register", Client.account(email));
        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(Client.json(registered).path("data").path("email").asText()).isEqualTo(email);
        assertThat(registered.body()).doesNotContain("argon2").doesNotContain(Client.PASSWORD);
        assertThat(code(stranger.post("/api/auth/register", Client.account(email.toUpperCase(Locale.ROOT)))))
                .isEqualTo("RESOURCE_CONFLICT");

        var signedIn = Client.json(stranger.post("/api/auth/login", Client.account(email)));
        var client = stranger.with(
                "Authorization", "Bearer " + signedIn.path("access_token").asText());
        assertThat(client.data("/api/auth/me").path("uid"))
                .isEqualTo(signedIn.path("data").path("uid"));
        assertThat(client.post("/api/auth/logout", "").statusCode()).isEqualTo(204);
        assertThat(code(client.get("/api/auth/me"))).isEqualTo("AUTH_TOKEN_INVALID");
    }

    @Test
    void doesNotTellWhetherAnAccountExists() {
        var email = newEmail();
        Client.stranger(base).post("/api/auth/register", Client.account(email));
        var wrong = Client.stranger(base)
                .post("/api/auth/login", "{\"email\":\"" + email + "\",\"password\":\"not the right one\"}");
        var unknown = Client.stranger(base).post("/api/auth/login", Client.account(newEmail()));
        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(code(wrong)).isEqualTo("INVALID_CREDENTIALS").isEqualTo(code(unknown));
        assertThat(Client.json(wrong).path("detail"))
                .isEqualTo(Client.json(unknown).path("detail"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a@acme.example | short        | password",
                "a@acme.example | password1234 | password",
                "a@acme.example | aaaaaaaaaaaaa | password",
                "someone@acme.example | someone@acme.example | password",
                "acme.example   | a tunnel painted on rock | email",
                "a@localhost    | a tunnel painted on rock | email",
                "a b@acme.example | a tunnel painted on rock | email",
            })
    void refuses(String email, String password, String field) {
        var answer = Client.stranger(base)
                .post("/api/auth/register", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).path("errors").get(0).path("field").asText())
                .isEqualTo(field);
    }

    @Test
    void aRefreshTokenCountsOnce() {
        var first = Client.json(Client.stranger(base).post("/api/auth/register", Client.account(newEmail())));
        var token = first.path("refresh_token").asText();
        var renewed = Client.stranger(base).post("/api/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(Client.json(renewed).path("refresh_token").asText())
                .startsWith("rt_")
                .isNotEqualTo(token);
        var again = Client.stranger(base).post("/api/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
        assertThat(again.statusCode()).isEqualTo(401);
    }

    @Test
    void ofManyWhoRenewAtOnceExactlyOneSucceeds() throws Exception {
        var first = Client.json(Client.stranger(base).post("/api/auth/register", Client.account(newEmail())));
        var body = "{\"refresh_token\":\"" + first.path("refresh_token").asText() + "\"}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(() -> Client.stranger(base)
                            .post("/api/auth/refresh", body)
                            .statusCode()))
                    .toList();
            var succeeded = 0;
            for (var one : all) {
                succeeded += one.get() == 200 ? 1 : 0;
            }
            assertThat(succeeded).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1XzEifQ.",
                "rk_0123456789",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzEifQ.c2ln"
            })
    void refusesForgedTokens(String token) {
        var answer =
                Client.stranger(base).with("Authorization", "Bearer " + token).get("/api/auth/me");
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAChangedToken() {
        var good = Client.json(Client.stranger(base).post("/api/auth/register", Client.account(newEmail())))
                .path("access_token")
                .asText();
        var parts = good.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("u_", "u_0").getBytes(StandardCharsets.UTF_8));
        var forged = parts[0] + "." + other + "." + parts[2];
        assertThat(code(Client.stranger(base)
                        .with("Authorization", "Bearer " + forged)
                        .get("/api/auth/me")))
                .isEqualTo("AUTH_TOKEN_INVALID");
    }

    @Test
    void browsersGetCookiesAndNoTokens() {
        var browser = Client.stranger(base).with("Origin", "http://127.0.0.1:1");
        var answer = browser.post("/api/auth/register", Client.account(newEmail()));
        assertThat(Client.json(answer).has("access_token")).isFalse();
        var cookies = answer.headers().allValues("Set-Cookie");
        var session = cookies.stream()
                .filter(cookie -> cookie.startsWith("reconai_session="))
                .findFirst()
                .orElseThrow();
        var csrf = cookies.stream()
                .filter(cookie -> cookie.startsWith("reconai_csrf="))
                .findFirst()
                .orElseThrow();
        assertThat(session).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
        assertThat(csrf).doesNotContain("HttpOnly");
        var secret = session.split(";", 2)[0];
        var signedIn = Client.stranger(base).with("Cookie", secret);
        assertThat(signedIn.get("/api/auth/me").statusCode()).isEqualTo(200);

        var scan = "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}";
        assertThat(code(signedIn.post("/api/assets/scan", scan))).isEqualTo("CSRF_FAILED");
        assertThat(code(signedIn.with("X-CSRF-Token", "guess").post("/api/assets/scan", scan)))
                .isEqualTo("CSRF_FAILED");
        var value = csrf.split(";", 2)[0].split("=", 2)[1];
        assertThat(signedIn.with("X-CSRF-Token", value)
                        .post("/api/assets/scan", scan)
                        .statusCode())
                .isEqualTo(202);
        assertThat(signedIn.with("X-CSRF-Token", value)
                        .post("/api/auth/logout", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(signedIn.get("/api/auth/me").statusCode()).isEqualTo(401);
    }
}
