package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What open ports may do to whoever asks them.
class ServiceExplorerTest {

    @FunctionalInterface
    private interface Peer {
        void meet(Socket visitor) throws IOException;
    }

    private final ServerSocket server = listen();
    private final AtomicInteger visitors = new AtomicInteger();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Exploration explore(int port, Peer peer) throws Exception {
        Thread.ofVirtual().start(() -> accept(peer));
        var elsewhere = ConnectTo.parse("203.0.113.1:" + port + "=127.0.0.1:" + server.getLocalPort());
        var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), elsewhere, 1_000, 8));
        TlsDoor shut = (_, _, _) -> Optional.empty();
        return new ServiceExplorer(dialer, "test")
                .explore(
                        InetAddress.ofLiteral("203.0.113.1"),
                        port,
                        "www.acme.test",
                        shut,
                        Deadline.in(Duration.ofSeconds(30)));
    }

    private void accept(Peer peer) {
        while (!server.isClosed()) {
            try {
                var visitor = server.accept();
                visitors.incrementAndGet();
                Thread.ofVirtual().start(() -> {
                    try (visitor) {
                        peer.meet(visitor);
                    } catch (IOException gone) {
                        // The visitor has heard enough.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Peer saying(String text) {
        return visitor -> {
            visitor.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            visitor.getInputStream().readAllBytes();
        };
    }

    @Test
    void anEndlessBannerIsCut() throws Exception {
        var written = new AtomicLong();
        var seen = explore(22, visitor -> {
            var piece = "x".repeat(1_024).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                visitor.getOutputStream().write(piece);
                written.addAndGet(piece.length);
            }
        });
        assertThat(seen.service()).isEmpty();
        assertThat(seen.banner()).hasSize(257).endsWith("…");
        assertThat(visitors).hasValue(1);
    }

    /// Where a greeting is waited for longest, what does not greet is asked on the same connection all the same.
    @Test
    void aWebSiteWhereSshIsUsualIsHeard() throws Exception {
        var seen = explore(22, visitor -> {
            visitor.getInputStream().read();
            visitor.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(seen.service()).isEqualTo("http");
        assertThat(visitors).hasValue(1);
    }

    @Test
    void controlCharactersAreSpelledOut() throws Exception {
        var seen = explore(21, saying("220 \u001b]52;c;Zm9v\u0007 FTP \u0000 <b>\r\n"));
        assertThat(seen.service()).isEqualTo("ftp");
        assertThat(seen.banner()).contains("\\u001b]52", "\\u0007", "\\u0000").doesNotContain("\u001b");
    }

    @Test
    void aGreetingThatComesAfterTheQuestionIsOneAllTheSame() throws Exception {
        var seen = explore(6_379, visitor -> {
            visitor.getInputStream().read();
            visitor.getOutputStream().write("\u00ff\u00fd\u0018login: ".getBytes(StandardCharsets.ISO_8859_1));
            visitor.getInputStream().readAllBytes();
        });
        assertThat(seen.service()).isEqualTo("telnet");
        assertThat(seen.banner()).isEqualTo("ÿý\\u0018login:");
    }

    @Test
    void anAnswerIsNoGreeting() throws Exception {
        var seen = explore(6_379, visitor -> {
            visitor.getInputStream().read();
            visitor.getOutputStream().write("-NOAUTH Authentication required.\r\n".getBytes(StandardCharsets.US_ASCII));
            visitor.getInputStream().readAllBytes();
        });
        assertThat(seen.service()).isEqualTo("redis");
        assertThat(seen.banner()).isEmpty();
    }

    @Test
    void whatClosesAtOnceTwiceIsSaidToDoSo() throws Exception {
        var seen = explore(12_345, Socket::close);
        assertThat(seen.service()).isEmpty();
        assertThat(seen.closedAtOnce()).isTrue();
        assertThat(visitors).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void unknownStaysUnknownAfterThreeConnections() throws Exception {
        var seen = explore(9200, visitor -> visitor.getInputStream().readAllBytes());
        assertThat(seen.service()).isEmpty();
        assertThat(seen.identity()).isNull();
        assertThat(visitors).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void printersAndPlantsAreNotEvenListenedTo() throws Exception {
        assertThat(explore(9100, saying("@PJL"))).isEqualTo(Exploration.NOTHING);
        assertThat(explore(502, saying("hello"))).isEqualTo(Exploration.NOTHING);
        assertThat(visitors).hasValue(0);
    }

    @Test
    void aServerThatOnlyComplainsInHttpIsAskedInHttp() throws Exception {
        var seen = explore(6379, visitor -> {
            var buffer = new byte[1_024];
            var count = visitor.getInputStream().read(buffer);
            var asked = new String(buffer, 0, Math.max(0, count), StandardCharsets.US_ASCII);
            var answer = asked.startsWith("GET / ")
                    ? "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
            visitor.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(seen.service()).isEqualTo("http");
        assertThat(Objects.requireNonNull(seen.identity()).product()).isEqualTo("nginx");
    }
}
