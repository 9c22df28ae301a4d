package io.reconai.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.reconai.engine.sources.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mail by SendGrid's interface, as a server on this machine.
class SendGridMailTest {

    private static final Mail MAIL =
            Letter.to("ana@acme.example", "Hello \"you\"").paragraph("<b>").mail();

    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private volatile int status = 202;
    private HttpServer server;

    SendGridMailTest() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            asked.put("call", exchange.getRequestMethod() + " " + exchange.getRequestURI());
            asked.put("key", exchange.getRequestHeaders().getFirst("Authorization"));
            asked.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SendGridMail port() {
        return new SendGridMail(new MailSettings.Way.SendGrid(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                new Secret("SG.key"),
                "reconai@acme.example"));
    }

    @Test
    void speaksItsLanguage() throws Exception {
        port().deliver(MAIL);
        assertThat(asked).containsEntry("call", "POST /v3/mail/send").containsEntry("key", "Bearer SG.key");
        var body = new ObjectMapper().readTree(asked.get("body"));
        assertThat(body.at("/personalizations/0/to/0/email").asText()).isEqualTo("ana@acme.example");
        assertThat(body.at("/personalizations")).hasSize(1);
        assertThat(body.at("/from/email").asText()).isEqualTo("reconai@acme.example");
        assertThat(body.at("/subject").asText()).isEqualTo("Hello \"you\"");
        assertThat(body.at("/content/0/type").asText()).isEqualTo("text/plain");
        assertThat(body.at("/content/1/value").asText()).contains("&lt;b&gt;");
        assertThat(body.at("/tracking_settings/click_tracking/enable").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"400, true", "413, true", "401, false", "403, false", "429, false", "500, false", "302, false"})
    void whatIsRefusedForGoodIsNotTriedAgain(int answer, boolean isFinal) {
        status = answer;
        assertThatThrownBy(() -> port().deliver(MAIL)).isInstanceOfSatisfying(UndeliveredException.class, refused -> {
            assertThat(refused.isFinal()).isEqualTo(isFinal);
            assertThat(refused).hasMessageContaining(String.valueOf(answer));
        });
    }

    @Test
    void whatIsNotThereIsAskedAgain() {
        var away = port();
        server.stop(0);
        assertThatThrownBy(() -> away.deliver(MAIL))
                .isInstanceOfSatisfying(UndeliveredException.class, refused -> assertThat(refused.isFinal())
                        .isFalse());
    }
}
