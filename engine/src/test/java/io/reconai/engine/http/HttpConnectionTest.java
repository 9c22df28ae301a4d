package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a connection makes of bodies that are the same octets, one after another.
class HttpConnectionTest {

    private static final byte[] PAGE = "<title>Caf\u00e9</title>".getBytes(StandardCharsets.UTF_8);

    private static void serve(ServerSocket listener, List<String> types) {
        try (var client = listener.accept()) {
            for (var type : types) {
                readHead(client);
                var head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + PAGE.length;
                client.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().write(PAGE);
            }
        } catch (IOException left) {
            // The visitor went away, and the test says why.
        }
    }

    private static void readHead(Socket client) throws IOException {
        for (var last = 0; last != 0x0d0a0d0a; ) {
            var octet = client.getInputStream().read();
            if (octet < 0) {
                throw new IOException("gone");
            }
            last = last << 8 | octet;
        }
    }

    @Test
    void theSameOctetsMeanWhatTheirTypeSays() throws Exception {
        var types = List.of(
                "text/html; charset=utf-8",
                "text/html; charset=utf-8",
                "text/plain; charset=utf-8",
                "text/html; charset=iso-8859-1",
                "text/html; charset=utf-8");
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(listener, types));
            try (var http = new HttpConnection(
                    new Socket(listener.getInetAddress(), listener.getLocalPort()), "www.acme.test", "test")) {
                var answers = types.stream()
                        .map(_ -> Objects.requireNonNull(http.get("/").answer()))
                        .toList();
                assertThat(answers)
                        .extracting(HttpAnswer::title)
                        .containsExactly("Caf\u00e9", "Caf\u00e9", "", "Caf\u00c3\u00a9", "Caf\u00e9");
                assertThat(answers)
                        .extracting(HttpAnswer::bodySha256)
                        .containsOnly(answers.getFirst().bodySha256());
                assertThat(answers)
                        .extracting(HttpAnswer::bodyBytes)
                        .containsOnly(answers.getFirst().bodyBytes());
            }
        }
    }
}
