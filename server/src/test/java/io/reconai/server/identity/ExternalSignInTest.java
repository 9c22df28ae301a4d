package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.MovableClock;
import io.reconai.server.OperatorSets;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A service whose people Firebase knows; its keys come from a server of this machine.
@QuarkusTest
@TestProfile(ExternalSignInTest.WithFirebase.class)
@QuarkusTestResource(LabAround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalSignInTest {

    /// A service with Firebase.
    public static final class WithFirebase extends OperatorSets {
        public WithFirebase() {
            super(
                    "RECONAI_AUTH=firebase",
                    "FIREBASE_PROJECT_ID=" + PROJECT,
                    "FIREBASE_API_KEY=web-key",
                    "FIREBASE_JWKS_URL=http://127.0.0.1:PORT/keys");
        }
    }

    private static final String PROJECT = "acme-project";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    private static TestProvider provider() throws IOException {
        return new TestProvider(
                URI.create(System.getProperty("FIREBASE_JWKS_URL")).getPort());
    }

    private JwtClaims claims(String subject) {
        return TestProvider.claims("https://securetoken.google.com/" + PROJECT, PROJECT, subject, clock.instant());
    }

    private Client with(String token) {
        return Client.stranger(base).with("Authorization", "Bearer " + token);
    }

    private static String newSubject() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /// Nobody has fetched a key yet: the server is not there.
    @Test
    @Order(1)
    void withoutTheProviderNobodyComesIn() throws Exception {
        String token;
        try (var provider = new TestProvider()) {
            token = provider.signed(claims("ana"));
        }
        var answer = with(token).get("/api/assets");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("UPSTREAM_ERROR");
        assertThat(with(token).post("/api/auth/login", "").statusCode()).isEqualTo(502);
        var health = Client.stranger(base).get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(Client.json(health).path("status").asText()).isEqualTo("degraded");
        assertThat(Client.json(health).at("/dependencies/firebase").asText()).isEqualTo("unhealthy");
    }

    @Test
    @Order(2)
    void theFirstSignInRegisters() throws Exception {
        clock.advance(Duration.ofMinutes(1));
        try (var provider = provider()) {
            var subject = newSubject();
            var said = claims(subject);
            said.setStringClaim("name", "Ana");
            said.setStringClaim("picture", "https://pictures.example/ana.png");
            var ana = with(provider.signed(said));
            var stranger = ana.get("/api/auth/me");
            assertThat(stranger.statusCode()).isEqualTo(404);
            assertThat(code(stranger)).isEqualTo("USER_NOT_FOUND");

            var signedIn = ana.post("/api/auth/login", "");
            assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
            var data = Client.json(signedIn).path("data");
            assertThat(data.path("uid").asText()).isEqualTo(subject);
            assertThat(data.path("workspace_id").asText()).isEqualTo(subject);
            assertThat(data.path("email_verified").asBoolean()).isTrue();
            assertThat(data.path("display_name").asText()).isEqualTo("Ana");
            assertThat(data.path("photo_url").asText()).isEqualTo("https://pictures.example/ana.png");
            assertThat(Client.json(signedIn).has("access_token")).isFalse();
            assertThat(ana.post("/api/auth/login", "{}").statusCode()).isEqualTo(200);
            assertThat(code(ana.post("/api/auth/register", ""))).isEqualTo("RESOURCE_CONFLICT");
            assertThat(ana.get("/api/assets").statusCode()).isEqualTo(200);
            assertThat(ana.data("/api/auth/sessions")).isEmpty();
            assertThat(ana.post("/api/auth/logout", "").statusCode()).isEqualTo(204);

            said.setStringClaim("email", "new-" + subject + "@acme.example");
            said.setClaim("email_verified", false);
            var renamed = Client.json(with(provider.signed(said)).post("/api/auth/login", ""));
            assertThat(renamed.at("/data/email").asText()).startsWith("new-");
            assertThat(renamed.at("/data/email_verified").asBoolean(true)).isFalse();
            assertThat(Client.json(Client.stranger(base).get("/health"))
                            .at("/dependencies/firebase")
                            .asText())
                    .isEqualTo("healthy");
        }
    }

    @Test
    @Order(3)
    void registersOnceAndByTheToken() throws Exception {
        clock.advance(Duration.ofMinutes(2));
        try (var provider = provider()) {
            var subject = newSubject();
            var ana = with(provider.signed(claims(subject)));
            assertThat(ana.post("/api/auth/register", Client.account("x@acme.example"))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(ana.post("/api/auth/register", "{}").statusCode()).isEqualTo(201);
            assertThat(ana.post("/api/auth/register", "").statusCode()).isEqualTo(409);
            assertThat(ana.post("/api/auth/email/resend", "").statusCode()).isEqualTo(404);
            assertThat(ana.post("/api/auth/password/change", "").statusCode()).isEqualTo(404);

            var other = claims(newSubject());
            other.setStringClaim("email", subject + "@acme.example");
            var answer = with(provider.signed(other)).post("/api/auth/login", "");
            assertThat(code(answer)).as("an address takes over no account").isEqualTo("RESOURCE_CONFLICT");
            assertThat(code(with(provider.signed(other)).get("/api/auth/me"))).isEqualTo("USER_NOT_FOUND");

            var unnamed = claims(newSubject());
            unnamed.unsetClaim("email");
            var refused = with(provider.signed(unnamed)).post("/api/auth/login", "");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(Client.json(refused).path("errors").get(0).path("field").asText())
                    .isEqualTo("email");
        }
    }

    @Test
    @Order(4)
    void browsersGetCookiesHereToo() throws Exception {
        clock.advance(Duration.ofMinutes(2));
        try (var provider = provider()) {
            var answer = with(provider.signed(claims(newSubject())))
                    .with("Origin", "http://127.0.0.1:1")
                    .post("/api/auth/login", "");
            var cookie = answer.headers().allValues("Set-Cookie").stream()
                    .filter(value -> value.startsWith("reconai_session="))
                    .findFirst()
                    .orElseThrow()
                    .split(";", 2)[0];
            assertThat(Client.stranger(base)
                            .with("Cookie", cookie)
                            .get("/api/assets")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @Order(5)
    void refusesWhatFirebaseDidNotSay() throws Exception {
        clock.advance(Duration.ofMinutes(2));
        try (var provider = provider()) {
            var expired = claims("ana");
            expired.setIssuedAt(NumericDate.fromSeconds(clock.instant().getEpochSecond() - 7_200));
            expired.setExpirationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond() - 3_600));
            assertThat(code(with(provider.signed(expired)).get("/api/assets"))).isEqualTo("AUTH_TOKEN_EXPIRED");
            var forged = TestProvider.signed(
                    claims("ana").toJson(), TestProvider.rsa("rsa-1"), "RS256", Map.of("kid", "rsa-1"));
            assertThat(code(with(forged).post("/api/auth/login", ""))).isEqualTo("AUTH_TOKEN_INVALID");
            assertThat(code(Client.stranger(base).post("/api/auth/login", ""))).isEqualTo("AUTH_TOKEN_MISSING");
            assertThat(code(Client.stranger(base).post("/api/auth/login", Client.account("a@acme.example"))))
                    .isIn("AUTH_TOKEN_MISSING", "VALIDATION_ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password/forgot", "password/reset", "email/verify"})
    @Order(6)
    void whatIsAboutOurPasswordsIsNotThere(String path) {
        assertThat(Client.stranger(base).post("/api/auth/" + path, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(6)
    void theWayToAnOpenIdProviderIsNotThere() {
        assertThat(Client.stranger(base).get("/api/auth/oidc/start").statusCode())
                .isEqualTo(404);
        assertThat(Client.stranger(base)
                        .get("/api/auth/oidc/callback?code=c&state=s")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(7)
    void saysWhoseTokensCount() {
        var auth = Client.stranger(base).data("/api/config").path("auth");
        assertThat(auth.toString())
                .isEqualTo("{\"mode\":\"firebase\",\"registration\":\"open\",\"firebase\":{\"project_id\":\"" + PROJECT
                        + "\",\"api_key\":\"web-key\",\"sign_in_url\":\"https://identitytoolkit.googleapis.com/v1\"},"
                        + "\"oidc\":null,\"google\":false}");
        assertThat(Client.stranger(base).get("/signin").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).endsWith("; connect-src 'self' https://identitytoolkit.googleapis.com"));
    }
}
