package io.reconai.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.QuotasEnforced;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Rates over HTTP: who is counted how, and what is said.
@QuarkusTest
@TestProfile(QuotasEnforced.class)
@QuarkusTestResource(LabAround.class)
class RateLimitTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aProgramOfTheFreePlanMayAskTenTimesAMinute() {
        var program = Client.registered(base);
        for (var i = 0; i < 10; i++) {
            var answer = program.get("/api/auth/me");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo("10");
            assertThat(header(answer, "X-RateLimit-Window")).isEqualTo("minute");
            assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo(String.valueOf(9 - i));
            assertThat(Long.parseLong(header(answer, "X-RateLimit-Reset")))
                    .isBetween(clock.instant().getEpochSecond(), clock.instant().getEpochSecond() + 61);
        }
        var refused = program.get("/api/auth/me");
        assertThat(refused.statusCode()).isEqualTo(429);
        var body = Client.json(refused);
        assertThat(body.path("error_code").asText()).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(body.path("window").asText()).isEqualTo("1 minute");
        assertThat(body.path("limit").asInt()).isEqualTo(10);
        assertThat(body.path("retry_after").asInt()).isBetween(1, 60);
        assertThat(body.path("detail").asText())
                .startsWith("Rate limit exceeded. Limit: 10 requests/minute. Try again in ");
        assertThat(header(refused, "Retry-After"))
                .isEqualTo(body.path("retry_after").asText());
        assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(header(refused, "X-Request-Id")).isNotBlank();
        clock.advance(Duration.ofSeconds(body.path("retry_after").asInt()));
        assertThat(program.get("/api/auth/me").statusCode()).isEqualTo(200);
    }

    @Test
    void theWebAppHasARateOfItsOwn() {
        var browser = Client.browser(base);
        for (var i = 0; i < 30; i++) {
            assertThat(browser.get("/api/assets").statusCode()).isEqualTo(200);
        }
        assertThat(header(browser.get("/api/assets"), "X-RateLimit-Limit")).isEqualTo("600");
    }

    @Test
    void whoShowsNoCredentialIsCountedByAddress() {
        var stranger = Client.stranger(base);
        for (var i = 0; i < 100; i++) {
            assertThat(stranger.get(i % 2 == 0 ? "/api/config" : "/api/assets").statusCode())
                    .isEqualTo(i % 2 == 0 ? 200 : 401);
        }
        assertThat(stranger.get("/api/config").statusCode()).isEqualTo(429);
        assertThat(stranger.get("/api/assets").statusCode()).isEqualTo(429);
        assertThat(stranger.with("Authorization", "Bearer rk_00000000_guess")
                        .get("/api/assets")
                        .statusCode())
                .isEqualTo(429);
        assertThat(stranger.get("/health").statusCode()).isEqualTo(200);
        assertThat(Client.stranger(base).get("/api/config").statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressTriesFewPasswordsOfOneAccount() {
        var email = UUID.randomUUID() + "@acme.example";
        Client.registered(base, email);
        var guesser = Client.stranger(base);
        var wrong = "{\"email\":\"" + email + "\",\"password\":\"not the right one\"}";
        for (var i = 0; i < 10; i++) {
            assertThat(guesser.post("/api/auth/login", wrong).statusCode()).isEqualTo(401);
        }
        var refused = guesser.post("/api/auth/login", wrong);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Client.json(refused).path("window").asText()).isEqualTo("15 minutes");
        // Neither its owner elsewhere nor another account from here is locked out.
        assertThat(Client.stranger(base)
                        .post("/api/auth/login", Client.account(email))
                        .statusCode())
                .isEqualTo(200);
        assertThat(guesser.post("/api/auth/login", Client.account("other@acme.example"))
                        .statusCode())
                .isEqualTo(401);
        clock.advance(Duration.ofMinutes(16));
        assertThat(guesser.post("/api/auth/login", Client.account(email)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAddressMakesTenAccountsAnHour() {
        var busy = Client.stranger(base);
        for (var i = 0; i < 10; i++) {
            assertThat(busy.post("/api/auth/register", Client.account(UUID.randomUUID() + "@acme.example"))
                            .statusCode())
                    .isEqualTo(201);
        }
        var refused = busy.post("/api/auth/register", Client.account(UUID.randomUUID() + "@acme.example"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Client.json(refused).path("window").asText()).isEqualTo("1 hour");
    }
}
