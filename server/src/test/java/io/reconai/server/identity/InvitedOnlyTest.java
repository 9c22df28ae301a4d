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
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A service for invited people whom an OpenID provider knows and vouches for.
@QuarkusTest
@TestProfile(InvitedOnlyTest.ByOidc.class)
@QuarkusTestResource(LabAround.class)
class InvitedOnlyTest {

    /// A closed service with OpenID Connect.
    public static final class ByOidc extends OperatorSets {
        public ByOidc() {
            super(
                    "RECONAI_AUTH=oidc",
                    "OIDC_ISSUER=http://127.0.0.1:PORT",
                    "OIDC_AUDIENCE=" + TestProvider.AUDIENCE,
                    "RECONAI_REGISTRATION=invited",
                    "RECONAI_REQUIRE_VERIFIED_EMAIL=true");
        }
    }

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    private Client with(String token) {
        return Client.stranger(base).with("Authorization", "Bearer " + token);
    }

    @Test
    void theFirstComesInAndInvitesTheOthers() throws Exception {
        var issuer = URI.create(System.getProperty("OIDC_ISSUER"));
        clock.advance(Duration.ofMinutes(1));
        try (var provider = new TestProvider(issuer.getPort())) {
            var auth = Client.stranger(base).data("/api/config").path("auth");
            assertThat(auth.path("mode").asText()).isEqualTo("oidc");
            assertThat(auth.path("registration").asText()).isEqualTo("invited");
            assertThat(auth.path("oidc").toString())
                    .isEqualTo("{\"issuer\":\"" + issuer + "\",\"audience\":\"" + TestProvider.AUDIENCE + "\"}");
            assertThat(Client.json(Client.stranger(base).get("/health"))
                            .at("/dependencies/firebase")
                            .asText())
                    .isEqualTo("not_configured");

            var first = with(provider.signed(provider.claims("first", clock.instant())));
            assertThat(first.post("/api/auth/login", "").statusCode()).isEqualTo(200);

            var bob = UUID.randomUUID().toString();
            var saidOfBob = provider.claims(bob, clock.instant());
            var asBob = with(provider.signed(saidOfBob));
            assertThat(code(asBob.post("/api/auth/login", ""))).isEqualTo("REGISTRATION_CLOSED");
            assertThat(code(asBob.post("/api/auth/register", ""))).isEqualTo("REGISTRATION_CLOSED");

            var made = Client.json(first.post("/api/workspaces", "{\"name\":\"Acme\"}"));
            var workspace = made.path("data").path("workspace_id").asText();
            var invited = first.post(
                    "/api/workspaces/" + workspace + "/invitations",
                    "{\"email\":\"" + bob + "@acme.example\",\"role\":\"viewer\"}");
            var link = Client.json(invited).path("accept_url").asText();

            var begun = Client.stranger(base).get("/api/auth/oidc/start");
            var asked = URI.create(begun.headers().firstValue("Location").orElseThrow());
            var eve = provider.claims("eve", clock.instant());
            eve.setStringClaim("nonce", TestProvider.parameter(asked, "nonce"));
            var back = Client.stranger(base)
                    .with(
                            "Cookie",
                            begun.headers()
                                    .firstValue("Set-Cookie")
                                    .orElseThrow()
                                    .split(";", 2)[0])
                    .get(provider.allow(asked, provider.signed(eve)).toString());
            assertThat(back.headers().firstValue("Location")).contains("/signin?problem=registration_closed");
            assertThat(provider.client).as("without a secret").isEqualTo("|" + TestProvider.AUDIENCE + "|");

            saidOfBob.setClaim("email_verified", false);
            assertThat(code(with(provider.signed(saidOfBob)).post("/api/auth/login", "")))
                    .isEqualTo("EMAIL_NOT_VERIFIED");
            assertThat(asBob.post("/api/auth/login", "").statusCode()).isEqualTo(200);
            var accept = "/api/invitations/" + link.substring(link.lastIndexOf('/') + 1) + "/accept";
            assertThat(asBob.post(accept, "").statusCode()).isEqualTo(200);

            // The provider takes its word back: what is his own he may still see, and no more.
            with(provider.signed(saidOfBob)).post("/api/auth/login", "");
            assertThat(code(asBob.get("/api/assets"))).isEqualTo("EMAIL_NOT_VERIFIED");
            assertThat(asBob.get("/api/auth/me").statusCode()).isEqualTo(200);

            assertThat(code(with(provider.signed(provider.claims("wsp_1", clock.instant())))
                            .post("/api/auth/login", "")))
                    .isEqualTo("AUTH_TOKEN_INVALID");
        }
    }
}
