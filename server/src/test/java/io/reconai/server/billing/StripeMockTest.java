package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.lab.FreePort;
import io.reconai.server.identity.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What we ask of Stripe, put to Stripe's own stand-in, which refuses what the description of their interface does not
/// know and answers with its examples.
///
/// Skipped where `stripe-mock` is not installed; `STRIPE_MOCK` may name the program.
@Timeout(120)
class StripeMockTest {

    private static final String PROGRAM = System.getenv().getOrDefault("STRIPE_MOCK", "stripe-mock");

    private static @Nullable Process mock;
    private static StripeApi api;

    @BeforeAll
    static void start() throws Exception {
        var port = FreePort.find();
        try {
            mock = new ProcessBuilder(PROGRAM, "-http-addr", "127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            assumeTrue(false, PROGRAM + " is not installed");
        }
        awaitPort(port);
        api = new StripeApi(StripeSettings.from(Map.of(
                "STRIPE_SECRET_KEY", "sk_test_123",
                "STRIPE_PRICE_ID_PRO", "price_1",
                "STRIPE_API_BASE", "http://127.0.0.1:" + port,
                "RECONAI_PUBLIC_URL", "https://reconai.example.com")));
    }

    private static void awaitPort(int port) throws InterruptedException {
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                assertThat(mock).isNotNull().matches(Process::isAlive, PROGRAM + " runs");
                Thread.sleep(50);
            }
        }
    }

    @AfterAll
    static void stop() {
        if (mock != null) {
            mock.destroyForcibly();
        }
    }

    @Test
    void customersAndPagesAreMade() {
        assertThat(api.createCustomer(Workspace.ofRecord("wsp_1"), "ana@acme.example"))
                .startsWith("cus_");
        var home = "https://reconai.example.com/";
        assertThat(api.checkout(Workspace.ofRecord("wsp_1"), "cus_1", "price_1", home, home, "key-1")
                        .id())
                .startsWith("cs_");
        assertThat(api.portal("cus_1", home).id()).startsWith("bps_");
        assertThat(api.change("cus_1", "sub_1", "si_1", "price_2", home, "key-2")
                        .id())
                .startsWith("bps_");
    }

    @Test
    void subscriptionsAreReadChangedAndEnded() throws Exception {
        var read = new ObjectMapper().readTree(api.subscription("sub_1"));
        assertThat(read.path("object").asText()).isEqualTo("subscription");
        assertThat(new ObjectMapper()
                        .readTree(api.setEnding("sub_1", true))
                        .path("id")
                        .asText())
                .isEqualTo("sub_1");
        api.setEnding("sub_1", false);
        api.end("sub_1");
    }

    @Test
    void whatTheBillingPageShowsIsRead() {
        api.paymentMethod("sub_1");
        assertThat(api.nextInvoice("sub_1").currency()).hasSize(3);
    }
}
