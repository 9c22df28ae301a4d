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
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Browsers that sign in at an OpenID provider of this machine.
@QuarkusTest
@TestProfile(OidcSignInTest.WithProvider.class)
@QuarkusTestResource(LabAround.class)
class OidcSignInTest {

    /// A service with OpenID Connect that has a secret to show.
    public static final class WithProvider extends OperatorSets {
        public WithProvider() {
            super(
                    "RECONAI_AUTH=oidc",
                    "OIDC_ISSUER=http://127.0.0.1:PORT",
                    "OIDC_AUDIENCE=" + TestProvider.AUDIENCE,
                    "OIDC_CLIENT_SECRET=" + SECRET,
                    "RECONAI_OPERATORS=operator@acme.example");
        }
    }

    private static final String SECRET = "a:b c/%+d";
    private static final String START = "/api/auth/oidc/start";

    /// Longer than the provider's answers are kept.
    private static final Duration LATER = Duration.ofMinutes(61);

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private TestProvider provider;

    @BeforeEach
    void startProvider() throws IOException {
        provider =
                new TestProvider(URI.create(System.getProperty("OIDC_ISSUER")).getPort());
        clock.advance(LATER);
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    /// A browser that was sent to the provider.
    private record Begun(String cookie, URI asked) {}

    private Begun begin(String page) {
        var answer = Client.stranger(base).get(START + "?return=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return new Begun(cookie(answer, "reconai_sign_in"), URI.create(location(answer)));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String setCookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith(name + "="))
                .findFirst()
                .orElse("");
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return setCookie(answer, name).split(";", 2)[0];
    }

    private JwtClaims claims(String subject, Begun begun) {
        var claims = provider.claims(subject, clock.instant());
        claims.setStringClaim("nonce", TestProvider.parameter(begun.asked(), "nonce"));
        return claims;
    }

    private URI allowed(Begun begun, String subject) {
        return provider.allow(begun.asked(), provider.signed(claims(subject, begun)));
    }

    private HttpResponse<String> comeBack(String cookie, URI address) {
        return Client.stranger(base).with("Cookie", cookie).get(address.toString());
    }

    private HttpResponse<String> signIn(String subject) {
        var begun = begin("/");
        return comeBack(begun.cookie(), allowed(begun, subject));
    }

    private static String newSubject() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    @Test
    void asksTheProviderAsTheStandardsWantIt() {
        var answer = Client.stranger(base).get(START);
        var asked = URI.create(location(answer));
        assertThat(asked.toString()).startsWith(provider.issuer() + "/authorize?tenant=acme&response_type=code&");
        assertThat(TestProvider.parameter(asked, "client_id")).isEqualTo(TestProvider.AUDIENCE);
        assertThat(TestProvider.parameter(asked, "redirect_uri"))
                .isEqualTo(base.resolve("/api/auth/oidc/callback").toString());
        assertThat(TestProvider.parameter(asked, "scope")).isEqualTo("openid email profile");
        assertThat(TestProvider.parameter(asked, "code_challenge")).matches("[A-Za-z0-9_-]{43}");
        assertThat(TestProvider.parameter(asked, "code_challenge_method")).isEqualTo("S256");
        assertThat(TestProvider.parameter(asked, "state")).hasSizeGreaterThan(40);
        assertThat(TestProvider.parameter(asked, "nonce")).hasSizeGreaterThan(40);
        assertThat(setCookie(answer, "reconai_sign_in"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/api/auth/oidc;", "Max-Age=600")
                .doesNotContain(TestProvider.parameter(asked, "state"));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(location(Client.stranger(base).get(START))).isNotEqualTo(asked.toString());
    }

    @Test
    void aBrowserIsSignedInAndGoesOn() {
        var page = "/assets?risk_level=high,critical&search=%2F%2Facme";
        var begun = begin(page);
        var subject = newSubject();
        var answer = comeBack(begun.cookie(), allowed(begun, subject));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo(page);
        assertThat(setCookie(answer, "reconai_session")).contains("HttpOnly", "SameSite=Strict", "Path=/;");
        assertThat(setCookie(answer, "reconai_sign_in")).contains("Max-Age=0", "Path=/api/auth/oidc;");
        assertThat(provider.client).startsWith("Basic ").endsWith("||");
        assertThat(new String(
                        Base64.getDecoder().decode(provider.client.substring(6, provider.client.indexOf('|'))),
                        StandardCharsets.UTF_8))
                .isEqualTo(TestProvider.AUDIENCE + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8));

        var csrf = cookie(answer, "reconai_csrf");
        var browser = Client.stranger(base).with("Cookie", cookie(answer, "reconai_session") + "; " + csrf);
        var me = browser.data("/api/auth/me");
        assertThat(me.path("uid").asText()).isEqualTo(subject);
        assertThat(me.path("email_verified").asBoolean()).isTrue();
        assertThat(browser.data("/api/auth/sessions").get(0).path("current").asBoolean())
                .isTrue();
        assertThat(browser.post("/api/auth/logout", "").statusCode())
                .as("without the token of its cookie")
                .isEqualTo(403);
        var ours = browser.with("X-CSRF-Token", csrf.substring("reconai_csrf=".length()));
        var renewed = ours.post("/api/auth/refresh", "{}");
        assertThat(renewed.statusCode()).as(renewed.body()).isEqualTo(200);
        var goingOn = ours.with("Cookie", cookie(renewed, "reconai_session") + "; " + csrf);
        assertThat(goingOn.post("/api/auth/logout", "").statusCode()).isEqualTo(204);
        assertThat(goingOn.get("/api/auth/me").statusCode()).isEqualTo(401);
        assertThat(cookie(signIn(subject), "reconai_session")).as("comes again").isNotEmpty();
    }

    @Test
    void theSecretGoesWhereTheProviderWantsIt() {
        provider.authentication = "client_secret_post";
        assertThat(cookie(signIn(newSubject()), "reconai_session")).isNotEmpty();
        assertThat(provider.client).isEqualTo("|" + TestProvider.AUDIENCE + "|" + SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/a b",
                "/\u00e9",
                "evil",
                "javascript:alert(1)",
            })
    void leadsNowhereElse(String page) {
        var answer = Client.stranger(base).get(START + "?return=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(location(answer)).isEmpty();
        assertThat(setCookie(answer, "reconai_sign_in")).isEmpty();
    }

    @Test
    void knowsNoOtherParameters() {
        assertThat(Client.stranger(base).get(START + "?next=/assets").statusCode())
                .isEqualTo(422);
        assertThat(Client.stranger(base)
                        .get(START + "?return=/" + "a".repeat(1_500))
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no cookie                     | out_of_time
        the cookie of another sign-in | out_of_time
        a cookie that nobody sealed   | out_of_time
        another state                 | out_of_time
        no state                      | out_of_time
        eleven minutes later          | out_of_time
        a code that was used          | auth_token_invalid
        the code of another sign-in   | auth_token_invalid
        another nonce                 | auth_token_invalid
        no nonce                      | auth_token_invalid
        another audience              | auth_token_invalid
        another issuer                | auth_token_invalid
        made for another client       | auth_token_invalid
        signed by another key         | auth_token_invalid
        no token at all               | auth_token_invalid
        expired                       | auth_token_expired
        without an address            | validation_error
        declined                      | declined
        the provider's error          | provider_error
        another provider answers      | provider_error
        neither code nor error        | provider_error
        our secret is wrong           | auth_token_invalid
        the provider breaks           | upstream_error
        the provider leads elsewhere  | upstream_error
        a huge answer                 | upstream_error
        no JSON                       | upstream_error
        no token in the answer        | upstream_error
        the provider is away          | upstream_error
        """)
    void nobodyComesInBy(String way, String problem) {
        var begun = begin("/findings");
        var answer = by(way, begun);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(location(answer))
                .isEqualTo("/signin?problem=" + problem + (problem.equals("out_of_time") ? "" : "&next=%2Ffindings"));
        assertThat(setCookie(answer, "reconai_session")).isEmpty();
        assertThat(setCookie(answer, "reconai_sign_in")).contains("Max-Age=0");
    }

    private HttpResponse<String> by(String way, Begun begun) {
        var good = allowed(begun, newSubject());
        return switch (way) {
            case "no cookie" -> Client.stranger(base).get(good.toString());
            case "the cookie of another sign-in" -> comeBack(begin("/").cookie(), good);
            case "a cookie that nobody sealed" -> comeBack("reconai_sign_in=eyJhbGciOiJkaXIifQ..YQ.YQ.YQ", good);
            case "another state" ->
                comeBack(begun.cookie(), URI.create(good.toString().replace("state=", "state=x")));
            case "no state" ->
                comeBack(begun.cookie(), URI.create(good.toString().replace("&state=", "&other=")));
            case "eleven minutes later" -> {
                clock.advance(Duration.ofMinutes(11));
                yield comeBack(begun.cookie(), good);
            }
            case "a code that was used" -> {
                assertThat(setCookie(comeBack(begun.cookie(), good), "reconai_session"))
                        .isNotEmpty();
                yield comeBack(begun.cookie(), good);
            }
            case "the code of another sign-in" -> {
                var other = allowed(begin("/"), newSubject());
                var code = TestProvider.parameter(good, "code");
                yield comeBack(
                        begun.cookie(),
                        URI.create(good.toString().replace(code, TestProvider.parameter(other, "code"))));
            }
            case "another nonce" -> saying(begun, claims -> claims.setStringClaim("nonce", "other"));
            case "no nonce" -> saying(begun, claims -> claims.unsetClaim("nonce"));
            case "another audience" -> saying(begun, claims -> claims.setAudience("other"));
            case "another issuer" -> saying(begun, claims -> claims.setIssuer("https://evil.example"));
            case "made for another client" -> saying(begun, claims -> claims.setStringClaim("azp", "other"));
            case "signed by another key" ->
                comeBack(
                        begun.cookie(),
                        provider.allow(
                                begun.asked(),
                                TestProvider.signed(
                                        claims("ana", begun).toJson(),
                                        TestProvider.rsa("rsa-1"),
                                        "RS256",
                                        Map.of("kid", "rsa-1"))));
            case "no token at all" -> comeBack(begun.cookie(), provider.allow(begun.asked(), "token"));
            case "expired" ->
                saying(begun, claims -> {
                    claims.setIssuedAt(NumericDate.fromSeconds(clock.instant().getEpochSecond() - 7_200));
                    claims.setExpirationTime(
                            NumericDate.fromSeconds(clock.instant().getEpochSecond() - 3_600));
                });
            case "without an address" -> saying(begun, claims -> claims.unsetClaim("email"));
            case "declined" -> answering(begun, good, "error=access_denied");
            case "the provider's error" -> answering(begun, good, "error=server_error&error_description=%0aforged");
            case "another provider answers" ->
                comeBack(begun.cookie(), URI.create(good + "&iss=https%3A%2F%2Fevil.example"));
            case "neither code nor error" -> answering(begun, good, "other=1");
            case "our secret is wrong" -> troubled(begun, good, 401, "{\"error\":\"invalid_client\"}");
            case "the provider breaks" -> troubled(begun, good, 500, "");
            case "the provider leads elsewhere" -> troubled(begun, good, 307, "");
            case "a huge answer" -> troubled(begun, good, 200, "{\"id_token\":\"" + "a".repeat(600_000) + "\"}");
            case "no JSON" -> troubled(begun, good, 200, "<html>");
            case "no token in the answer" -> troubled(begun, good, 200, "{\"id_token\":1}");
            case "the provider is away" -> {
                provider.close();
                yield comeBack(begun.cookie(), good);
            }
            default -> throw new IllegalArgumentException(way);
        };
    }

    private HttpResponse<String> saying(Begun begun, Consumer<JwtClaims> change) {
        var claims = claims(newSubject(), begun);
        change.accept(claims);
        return comeBack(begun.cookie(), provider.allow(begun.asked(), provider.signed(claims)));
    }

    private HttpResponse<String> answering(Begun begun, URI good, String instead) {
        return comeBack(
                begun.cookie(),
                URI.create(good.toString().replace("code=" + TestProvider.parameter(good, "code"), instead)));
    }

    private HttpResponse<String> troubled(Begun begun, URI good, int status, String body) {
        provider.tokenStatus = status;
        provider.tokenBody = body;
        return comeBack(begun.cookie(), good);
    }

    @Test
    void aProviderThatIsAwayIsSaidToBeAndAskedSeldom() throws Exception {
        provider.close();
        var answer = Client.stranger(base).get(START + "?return=/findings");
        assertThat(location(answer)).isEqualTo("/signin?problem=upstream_error&next=%2Ffindings");
        assertThat(setCookie(answer, "reconai_sign_in")).isEmpty();
        startProvider();
        clock.advance(Duration.ofSeconds(6));
        assertThat(begin("/").asked().toString()).startsWith(provider.issuer());
    }

    @Test
    void whoIsSuspendedStaysOut() {
        var operator = Client.stranger(base)
                .with("Authorization", "Bearer " + provider.signed(provider.claims("operator", clock.instant())));
        assertThat(operator.post("/api/auth/login", "").statusCode()).isEqualTo(200);
        var subject = newSubject();
        assertThat(cookie(signIn(subject), "reconai_session")).isNotEmpty();
        var made = operator.post(
                "/api/admin/suspensions", "{\"email\":\"" + subject + "@acme.example\",\"reason\":\"Complaints\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var answer = signIn(subject);
        assertThat(location(answer)).isEqualTo("/signin?problem=account_disabled");
        assertThat(setCookie(answer, "reconai_session")).isEmpty();
    }

    @Test
    void anAddressTakesOverNoAccount() {
        var first = newSubject();
        signIn(first);
        var begun = begin("/");
        var claims = claims(newSubject(), begun);
        claims.setStringClaim("email", first + "@acme.example");
        var answer = comeBack(begun.cookie(), provider.allow(begun.asked(), provider.signed(claims)));
        assertThat(location(answer)).isEqualTo("/signin?problem=resource_conflict");
    }
}
