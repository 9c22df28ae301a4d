package io.reconai.server.identity;

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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signing in with a second factor.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class SecondFactorTest {

    private static final String PATH = "/api/auth/second-factor";
    private static final Duration STEP = Duration.ofSeconds(30);

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    /// The algorithm as RFC 6238 tells it, apart from the service's.
    private static String code(byte[] key, long seconds) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "RAW"));
        var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                .putLong(seconds / STEP.toSeconds())
                .array());
        var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
        return String.format("%06d", number % 1_000_000);
    }

    /// RFC 6238, appendix B, the last six of the eight digits.
    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
    void theReferenceIsRight(long seconds, String code) throws Exception {
        assertThat(code("12345678901234567890".getBytes(StandardCharsets.US_ASCII), seconds))
                .isEqualTo(code);
    }

    private String codeOf(String secret, int stepsAhead) throws GeneralSecurityException {
        return code(
                new Base32().decode(secret),
                clock.instant().plus(STEP.multipliedBy(stepsAhead)).getEpochSecond());
    }

    private HttpResponse<String> signIn(String email, String... more) {
        var body =
                "{\"email\":\"" + email + "\",\"password\":\"" + Client.PASSWORD + "\"" + String.join("", more) + "}";
        return Client.stranger(base).post("/api/auth/login", body);
    }

    private static String withCode(String code) {
        return ",\"code\":\"" + code + "\"";
    }

    private static String error(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    private static HttpResponse<String> confirm(Client client, String code) {
        return client.post(PATH + "/confirm", "{\"code\":\"" + code + "\"}");
    }

    private static String offered(Client client) {
        var answer = client.post(PATH, "{\"current_password\":\"" + Client.PASSWORD + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var offer = Client.json(answer).path("data");
        assertThat(offer.path("uri").asText())
                .startsWith("otpauth://totp/ReconAI:")
                .contains("secret=" + offer.path("secret").asText());
        return offer.path("secret").asText();
    }

    private static List<String> recoveryCodes(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Stream.of(Client.json(answer).path("data").path("recovery_codes"))
                .flatMap(codes -> IntStream.range(0, codes.size()).mapToObj(codes::get))
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void withoutOneThePasswordIsEnough() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        var client = Client.registered(base, email);
        assertThat(client.data(PATH).toString())
                .isEqualTo("{\"enabled\":false,\"since\":null,\"recovery_codes_left\":0}");
        offered(client); // and not confirmed
        assertThat(signIn(email).statusCode()).isEqualTo(200);
    }

    @Test
    void eachCodeCountsOnce() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        var client = Client.registered(base, email);
        assertThat(error(client.post(PATH, "{\"current_password\":\"not this one at all\"}")))
                .isEqualTo("INVALID_CREDENTIALS");
        assertThat(error(confirm(client, "123456"))).isEqualTo("RESOURCE_CONFLICT");
        var secret = offered(client);
        assertThat(error(confirm(client, codeOf(secret, 5)))).isEqualTo("INVALID_CREDENTIALS");
        var first = codeOf(secret, 0);
        assertThat(recoveryCodes(confirm(client, first))).hasSize(10).doesNotHaveDuplicates();
        assertThat(client.data(PATH).path("enabled").asBoolean()).isTrue();
        assertThat(error(client.post(PATH, "{\"current_password\":\"" + Client.PASSWORD + "\"}")))
                .isEqualTo("RESOURCE_CONFLICT");

        assertThat(error(signIn(email))).isEqualTo("SECOND_FACTOR_NEEDED");
        assertThat(error(signIn(email, withCode(first)))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(error(signIn(email, withCode("not a code")))).isEqualTo("INVALID_CREDENTIALS");
        var next = codeOf(secret, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 5)
                    .mapToObj(_ ->
                            threads.submit(() -> signIn(email, withCode(next)).statusCode()))
                    .toList();
            var in = 0;
            for (var one : all) {
                in += one.get() == 200 ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
    }

    @Test
    void recoveryCodesStandInForTheAppOnceEach() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        var client = Client.registered(base, email);
        var secret = offered(client);
        var codes = recoveryCodes(confirm(client, codeOf(secret, 0)));
        assertThat(signIn(email, withCode(codes.getFirst().toUpperCase(java.util.Locale.ROOT)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(error(signIn(email, withCode(codes.getFirst())))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(client.data(PATH).path("recovery_codes_left").asInt()).isEqualTo(9);

        var renewed = recoveryCodes(client.post(PATH + "/recovery-codes", "{\"code\":\"" + codeOf(secret, 1) + "\"}"));
        assertThat(renewed).hasSize(10).doesNotContainAnyElementsOf(codes);
        assertThat(error(signIn(email, withCode(codes.getLast())))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(signIn(email, withCode(renewed.getFirst())).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyPasswordAndCodeTogetherTakeItAway() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        var client = Client.registered(base, email);
        var codes = recoveryCodes(confirm(client, codeOf(offered(client), 0)));
        var password = "\"current_password\":\"" + Client.PASSWORD + "\"";
        assertThat(error(client.send("DELETE", PATH, "{" + password + "}"))).isEqualTo("VALIDATION_ERROR");
        assertThat(error(client.send("DELETE", PATH, "{" + password + withCode("000000x") + "}")))
                .isEqualTo("INVALID_CREDENTIALS");
        assertThat(client.send("DELETE", PATH, "{" + password + withCode(codes.getFirst()) + "}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(signIn(email).statusCode()).isEqualTo(200);
        assertThat(client.all("/api/audit-log?target_type=user"))
                .extracting(entry -> entry.path("action").asText())
                .contains("user.second_factor_added", "user.second_factor_removed");
    }
}
