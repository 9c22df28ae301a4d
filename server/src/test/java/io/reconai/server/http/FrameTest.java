package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer has around it, whichever layer gives it: errors, CORS, tags, compression.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class FrameTest {

    private static final String APP = "http://localhost:5173";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static @Nullable String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private void isFramed(HttpResponse<String> answer, int status, String code, String path) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var body = Client.json(answer);
        assertThat(body.path("error_code").asText()).isEqualTo(code);
        assertThat(body.path("detail").asText()).isNotBlank();
        assertThat(body.path("path").asText()).isEqualTo(path);
        assertThat(body.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(body.path("request_id").asText()).isEqualTo(header(answer, "X-Request-Id"));
        assertThat(String.valueOf(header(answer, "Content-Type")).replace(" ", ""))
                .isEqualTo("application/json;charset=utf-8");
        assertThat(header(answer, "API-Version")).isEqualTo("1");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Retry-After", "ETag", "X-Request-Id");
        assertThat(header(answer, "Vary")).contains("Origin");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorHasTheSameFrame(ErrorCode code) {
        var path = "/api/failing/" + code;
        isFramed(Client.stranger(base).with("Origin", APP).get(path), code.status(), code.name(), path);
    }

    @ParameterizedTest
    @CsvSource({"crash, 500, INTERNAL_ERROR", "overflow, 500, INTERNAL_ERROR", "away, 503, SERVICE_UNAVAILABLE"})
    void ourOwnTroublesTellNothingOfUs(String how, int status, String code) {
        var answer = Client.stranger(base).with("Origin", APP).get("/api/failing/" + how);
        isFramed(answer, status, code, "/api/failing/" + how);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "sqlite");
        assertThat(header(answer, "Retry-After")).isEqualTo(status == 503 ? "5" : null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown path             | GET    | /api/nope                |                  |                 | 404 | RESOURCE_NOT_FOUND
            by another name          | GET    | /api/v1/nope/            |                  |                 | 404 | RESOURCE_NOT_FOUND
            no such method           | PUT    | /api/assets/scan         | {}               |                 | 405 | METHOD_NOT_ALLOWED
            not even one we know     | BREW   | /api/assets              |                  |                 | 405 | METHOD_NOT_ALLOWED
            not JSON                 | POST   | /api/assets/scan         | {                |                 | 400 | MALFORMED_JSON
            JSON and more            | POST   | /api/assets/scan         | {"domain":"a.test"} x |            | 400 | MALFORMED_JSON
            a list for an object     | POST   | /api/assets/scan         | []               |                 | 422 | VALIDATION_ERROR
            an unknown field         | POST   | /api/assets/scan         | {"x":1}          |                 | 422 | VALIDATION_ERROR
            a form                   | POST   | /api/assets/scan         | domain=a.test    | Content-Type: application/x-www-form-urlencoded | 415 | UNSUPPORTED_MEDIA_TYPE
            wants a picture          | GET    | /api/assets              |                  | Accept: image/png | 406 | NOT_ACCEPTABLE
            an unknown parameter     | GET    | /api/assets?nope=1       |                  |                 | 422 | VALIDATION_ERROR
            """)
    void layersBeforeTheResourceAnswerAlike(
            String why,
            String method,
            String path,
            @Nullable String body,
            @Nullable String header,
            int status,
            String code) {
        var client = Client.registered(base).with("Origin", APP);
        if (header != null) {
            client = client.with(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        }
        var answer = client.send(method, path, body == null ? "" : body);
        isFramed(answer, status, code, path.split("\\?", 2)[0]);
        if (status == 405) {
            assertThat(header(answer, "Allow")).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/assets/scan, POST, PUT", "/api/assets, GET, PUT", "/api/auth/login, POST, PUT"})
    void saysWhichMethodsThereAre(String path, String allowed, String asked) {
        var answer = Client.registered(base).with("Origin", APP).send(asked, path, "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).contains(allowed).doesNotContain(asked);
    }

    @Test
    void strangersAreRefusedWithinTheFrame() {
        isFramed(
                Client.stranger(base).with("Origin", APP).get("/api/assets"), 401, "AUTH_TOKEN_MISSING", "/api/assets");
        isFramed(
                Client.stranger(base)
                        .with("Origin", APP)
                        .with("Authorization", "Bearer x")
                        .get("/api/assets"),
                401,
                "AUTH_TOKEN_INVALID",
                "/api/assets");
    }

    @Test
    void tooMuchIsRefusedWithinTheFrame() throws Exception {
        var client = Client.registered(base).with("Origin", APP);
        var big = "{\"domain\":\"" + "a".repeat(70_000) + "\"}";
        isFramed(client.post("/api/assets/scan", big), 413, "PAYLOAD_TOO_LARGE", "/api/assets/scan");
        isFramed(client.get("/api/assets?search=" + "a".repeat(9_000)), 414, "URI_TOO_LONG", "/api/assets");
        isFramed(
                client.with("X-Large", "a".repeat(17_000)).get("/api/assets"), 431, "HEADERS_TOO_LARGE", "/api/assets");

        var inChunks = HttpRequest.newBuilder(base.resolve("/api/auth/login"))
                .header("Content-Type", "application/json")
                .header("Origin", APP)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(big.getBytes(StandardCharsets.UTF_8))))
                .build();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            isFramed(
                    http.send(inChunks, HttpResponse.BodyHandlers.ofString()),
                    413,
                    "PAYLOAD_TOO_LARGE",
                    "/api/auth/login");
        }
    }

    @Test
    void namesEveryUnknownFieldAndParameter() {
        var client = Client.registered(base);
        var fields = Client.json(client.post(
                "/api/assets/scan", "{\"domian\":\"a.test\",\"domain\":\"acme.test\",\"x\":{\"y\":[1]},\"mod\":[]}"));
        assertThat(StreamSupport.stream(fields.path("errors").spliterator(), false)
                        .map(error -> error.path("field").asText()))
                .containsExactly("domian", "mod", "x");
        var parameters = Client.json(client.get("/api/assets?parent_domian=a&limitt=3&limit=3"));
        assertThat(StreamSupport.stream(parameters.path("errors").spliterator(), false)
                        .map(error -> error.path("field").asText()))
                .containsExactly("limitt", "parent_domian");
        assertThat(Client.json(client.get("/api/assets/scans")).path("data")).isEmpty();
    }

    @Test
    void preflightNeedsNoCredential() {
        var answer = Client.stranger(base)
                .with("Origin", APP)
                .with("Access-Control-Request-Method", "DELETE")
                .with("Access-Control-Request-Headers", "x-csrf-token")
                .send("OPTIONS", "/api/assets", "");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(header(answer, "Access-Control-Allow-Methods"))
                .contains("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
        assertThat(header(answer, "Access-Control-Allow-Headers"))
                .contains("X-CSRF-Token", "Idempotency-Key", "If-Match", "Last-Event-ID");
        assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("3600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5174",
                "https://localhost:5173",
                "http://localhost:5173.evil.example",
                "http://LOCALHOST:5173",
                "null"
            })
    void otherOriginsReadNothing(String origin) {
        var stranger = Client.stranger(base).with("Origin", origin);
        assertThat(header(stranger.get("/api/config"), "Access-Control-Allow-Origin"))
                .isNull();
        var preflight = stranger.with("Access-Control-Request-Method", "GET").send("OPTIONS", "/api/assets", "");
        assertThat(header(preflight, "Access-Control-Allow-Origin")).isNull();
        assertThat(header(preflight, "Access-Control-Allow-Methods")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/api/assets, true", "/api/assets/scans, true", "/api/auth/me, false", "/api/config, false"})
    void whatIsKnownIsNotSentAgain(String path, boolean isList) {
        var client = Client.registered(base).with("Origin", APP);
        var first = client.get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        var tag = String.valueOf(header(first, "ETag"));
        assertThat(tag).matches(isList ? "W/\"[\\w-]{22}\"" : "\"[\\w-]{22}\"");
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(String.valueOf(header(first, "Content-Type")).replace(" ", ""))
                .isEqualTo("application/json;charset=utf-8");
        for (var known : new String[] {tag, "\"other\", " + tag, "*", tag.replaceFirst("^(W/)?", "W/")}) {
            var again = client.with("If-None-Match", known).get(path);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "ETag")).isEqualTo(tag);
            assertThat(header(again, "Access-Control-Allow-Origin")).isEqualTo(APP);
        }
        var stale = client.with("If-None-Match", "\"another\"").get(path);
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).isEqualTo(first.body());
    }

    @Test
    void compressesForThoseWhoAsk() {
        var client = Client.registered(base);
        assertThat(header(client.get("/api/findings/types"), "Content-Encoding"))
                .isNull();
        assertThat(header(client.with("Accept-Encoding", "gzip").get("/api/findings/types"), "Content-Encoding"))
                .isEqualTo("gzip");
    }
}
