package io.reconai.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// Calls are counted also where nothing limits them.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class CallCounterTest {

    private static final String SCAN = "{\"domain\":\"acme.test\",\"mode\":\"passive\",\"scan_subdomains\":false}";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private static int used(Client client) {
        var usage = client.data("/api/billing/usage");
        assertThat(usage.path("api_calls_limit").isNull()).isTrue();
        assertThat(usage.path("api_calls_percentage").asDouble()).isZero();
        return usage.path("api_calls_used").asInt();
    }

    @Test
    void everyAnsweredCallOfAProgramAndEachStreamOnce() {
        var program = Client.registered(base);
        assertThat(used(program)).isZero();
        var scanId = Client.json(program.post("/api/assets/scan", SCAN))
                .path("scan_id")
                .asText();
        assertThat(used(program)).isEqualTo(1);
        assertThat(program.get("/api/assets/scans/" + scanId + "/events").body())
                .contains("event:end");
        assertThat(program.get("/api/assets/nothing").statusCode()).isEqualTo(404);
        assertThat(program.get("/api/assets?limit=x").statusCode()).isEqualTo(422);
        assertThat(used(program)).isEqualTo(4);
        var today = program.data("/api/billing/usage/daily?days=1").get(0);
        assertThat(today.path("api_calls").asInt()).isEqualTo(4);
        assertThat(today.path("scans").asInt()).isEqualTo(1);
    }
}
