package io.reconai.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The store goes and comes back while the service runs.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class StoreAwayTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Test
    void saysSoAndGoesOnWhenItIsBack() throws Exception {
        var client = Client.registered(base);
        var stranger = Client.stranger(base);
        var health = Client.json(stranger.get("/health"));
        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(health.path("dependencies").toString())
                .isEqualTo("{\"database\":\"healthy\",\"firebase\":\"not_configured\",\"ml_model\":\"loaded\","
                        + "\"queue\":\"in_process\"}");

        var file = Path.of(System.getProperty("RECONAI_DATA_DIR"), "reconai.db");
        var away = file.resolveSibling("reconai.away");
        Files.move(file, away);
        try {
            var unwell = stranger.get("/health");
            assertThat(unwell.statusCode()).isEqualTo(503);
            assertThat(unwell.headers().firstValue("Retry-After")).contains("5");
            assertThat(Client.json(unwell).path("status").asText()).isEqualTo("unhealthy");
            assertThat(Client.json(unwell).at("/dependencies/database").asText())
                    .isEqualTo("unhealthy");
            var ready = stranger.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(Client.json(ready).path("status").asText()).isEqualTo("DOWN");
            assertThat(Client.json(ready).path("checks").toString())
                    .startsWith("[{\"name\":\"store\",\"status\":\"DOWN\"},{\"name\":\"queue\",\"status\":\"UP\"}");
            assertThat(stranger.get("/health/live").statusCode()).isEqualTo(200);

            var read = client.get("/api/assets");
            assertThat(read.statusCode()).isEqualTo(503);
            assertThat(read.headers().firstValue("Retry-After")).contains("5");
            assertThat(Client.json(read).path("error_code").asText()).isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(read.body()).doesNotContain("reconai.db");
            var write = stranger.post("/api/auth/register", Client.account("away@acme.example"));
            assertThat(write.statusCode()).isEqualTo(503);
            assertThat(file).doesNotExist();
        } finally {
            Files.move(away, file);
        }
        assertThat(client.get("/api/assets").statusCode()).isEqualTo(200);
        assertThat(stranger.post("/api/auth/register", Client.account("away@acme.example"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(stranger.get("/health/ready").statusCode()).isEqualTo(200);
    }
}
