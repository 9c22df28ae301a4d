package io.reconai.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import io.reconai.server.OperatorSets;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// A server behind a proxy on its own machine, with an operator whose address nobody has confirmed.
@QuarkusTest
@TestProfile(BehindProxyTest.Proxied.class)
@QuarkusTestResource(LabAround.class)
class BehindProxyTest {

    /// What the operator says of the machines around.
    public static final class Proxied extends OperatorSets {
        public Proxied() {
            super("RECONAI_TRUSTED_PROXIES=127.0.0.0/8,::1", "RECONAI_OPERATORS=ops@acme.example");
        }
    }

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @Test
    void theProxySaysThatItsClientSpeaksTls() {
        var client = Client.browser(base);
        var secured = client.with("X-Forwarded-Proto", "https").get("/api/auth/me");
        assertThat(secured.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(client.get("/api/auth/me").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void anUnconfirmedOperatorSeesNothing() {
        assertThat(Client.browser(base).get("/api/admin/system").statusCode()).isEqualTo(404);
    }
}
