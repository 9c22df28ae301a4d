package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A service without a key of Stripe's: everything works but buying.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class NotSoldTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @ParameterizedTest
    @ValueSource(
            strings = {"create-checkout", "create-portal", "cancel-subscription", "resume-subscription", "webhook"})
    void isSaidToBeNotConfigured(String path) {
        var answer = Client.browser(base).post("/api/billing/" + path, "{\"plan\":\"pro\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Client.json(answer).path("error_code").asText()).isEqualTo("BILLING_NOT_CONFIGURED");
    }

    @Test
    void plansAndHistoryAreShown() {
        var client = Client.browser(base);
        assertThat(client.data("/api/billing/subscription")
                        .path("billing_enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(client.data("/api/billing/history")).isEmpty();
        assertThat(Client.json(Client.stranger(base).get("/api/billing/plans")).path("data"))
                .hasSize(3);
        assertThat(Client.json(Client.stranger(base).get("/api/config"))
                        .at("/data/billing_enabled")
                        .asBoolean(true))
                .isFalse();
    }
}
