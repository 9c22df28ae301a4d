package io.reconai.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A request with a key is served once, however often it comes.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class IdempotencyTest {

    private static final String SCAN = "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Inject
    MovableClock clock;

    private static String code(HttpResponse<String> answer) {
        return Client.json(answer).path("error_code").asText();
    }

    @Test
    void fiftyAtOnceGetOneScanAndTheSameAnswer() throws Exception {
        var plain = Client.registered(base);
        var client = plain.with("Idempotency-Key", "k1");
        var answers = new ArrayList<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(() -> client.post("/api/assets/scan", SCAN)))
                    .toList();
            for (var one : all) {
                answers.add(one.get());
            }
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(202));
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .map(answer -> answer.headers().firstValue("Location"))
                        .distinct())
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer ->
                        answer.headers().firstValue("Idempotent-Replayed").isEmpty())
                .hasSize(1);
        assertThat(plain.data("/api/assets/scans")).hasSize(1);
        assertThat(plain.data("/api/billing/usage").path("scan_credits_used").asInt())
                .isEqualTo(1);
    }

    @Test
    void aKeyBelongsToOneRequestOfOnePersonForADay() {
        var client = Client.registered(base);
        var keyed = client.with("Idempotency-Key", "k1");
        var first = keyed.post("/api/workspaces", "{\"name\":\"Acme\"}");
        assertThat(first.statusCode()).isEqualTo(201);
        var again = keyed.post("/api/workspaces", "{ \"name\" : \"Acme\" }");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        var other = keyed.post("/api/workspaces", "{\"name\":\"Other\"}");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(code(other)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(keyed.post("/api/assets/scan", SCAN).statusCode()).isEqualTo(202);
        assertThat(Client.registered(base)
                        .with("Idempotency-Key", "k1")
                        .post("/api/workspaces", "{\"name\":\"Other\"}")
                        .statusCode())
                .isEqualTo(201);
        clock.advance(Duration.ofHours(25));
        assertThat(keyed.post("/api/workspaces", "{\"name\":\"Other\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void aRefusalIsRepeatedToo() {
        var keyed = Client.registered(base).with("Idempotency-Key", "k1");
        var first = keyed.post("/api/assets/scan", "{\"domain\":\"co.uk\"}");
        assertThat(first.statusCode()).isEqualTo(400);
        var again = keyed.post("/api/assets/scan", "{\"domain\":\"co.uk\"}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(code(again)).isEqualTo(code(first)).isEqualTo("INVALID_DOMAIN");
        assertThat(Client.json(again).path("detail"))
                .isEqualTo(Client.json(first).path("detail"));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        var invalid =
                keyed.with("Idempotency-Key", "k2").post("/api/assets/scan", "{\"domain\":\"a.test\",\"max_hosts\":0}");
        var repeated =
                keyed.with("Idempotency-Key", "k2").post("/api/assets/scan", "{\"domain\":\"a.test\",\"max_hosts\":0}");
        assertThat(Client.json(repeated).path("errors"))
                .isEqualTo(Client.json(invalid).path("errors"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb"})
    void aKeyIsPrintable(String key) {
        var answer = Client.registered(base).with("Idempotency-Key", key).post("/api/workspaces", "{\"name\":\"x\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
    }
}
