package io.reconai.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.store.CuttableLine;
import io.reconai.server.store.WithMongo;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// MongoDB cannot be reached for a while: calls are answered with 503 meanwhile, and all goes on when it can be again.
@QuarkusTest
@TestProfile(WithMongo.class)
@QuarkusTestResource(LabAround.class)
class DatabaseAwayTest {

    private static final int TRIES = 20;

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Nullable
    CuttableLine line;

    @Test
    void saysSoAndGoesOnWhenItIsBack() throws Exception {
        var client = Client.registered(base);
        var stranger = Client.stranger(base);
        assertThat(stranger.get("/health/ready").statusCode()).isEqualTo(200);
        var way = Objects.requireNonNull(line);
        way.cut();
        try {
            unavailable(client.get("/api/assets"));
            unavailable(client.get("/api/analytics/dashboard"));
            unavailable(client.post("/api/assets/scan", "{\"domain\":\"acme.test\"}"));
            unavailable(stranger.post("/api/auth/register", Client.account("away@acme.example")));
            var health = stranger.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(Client.json(health).at("/dependencies/database").asText())
                    .isEqualTo("unhealthy");
            assertThat(stranger.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(stranger.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            way.mend();
        }
        assertThat(atLast(() -> client.get("/api/assets"))).isEqualTo(200);
        assertThat(stranger.post("/api/auth/register", Client.account("away@acme.example"))
                        .statusCode())
                .isEqualTo(201);
        var scans = Client.json(client.get("/api/assets/scans"));
        assertThat(scans.at("/pagination/total_items").asInt()).isZero();
        assertThat(stranger.get("/health/ready").statusCode()).isEqualTo(200);
    }

    private void unavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain("mongo");
    }

    /// The driver's monitor notices within its pause; each try waits for it.
    private static int atLast(Supplier<HttpResponse<String>> call) {
        var status = call.get().statusCode();
        for (var tries = 1; status == 503 && tries < TRIES; tries++) {
            status = call.get().statusCode();
        }
        return status;
    }
}
