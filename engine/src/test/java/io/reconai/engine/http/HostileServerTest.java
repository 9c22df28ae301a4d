package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that misbehave: each gets an honest outcome, and bounded time and memory.
class HostileServerTest {

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    /// Writes whatever a server would.
    @FunctionalInterface
    interface Server {
        void answer(OutputStream out) throws IOException;
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                server(
                        "a good answer",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")),
                server("until the end", ExchangeOutcome.ANSWERED, text("HTTP/1.0 200 OK\r\n\r\nhi")),
                server(
                        "chunks",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")),
                server(
                        "interim answers",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 204 No\r\n\r\n")),
                server("nothing", ExchangeOutcome.MALFORMED, out -> {}),
                server("another protocol", ExchangeOutcome.MALFORMED, text("SSH-2.0-OpenSSH_9.2\r\n")),
                server("a status that is none", ExchangeOutcome.MALFORMED, text("HTTP/1.1 099 X\r\n\r\n")),
                server("half a header", ExchangeOutcome.MALFORMED, text("HTTP/1.1 200 OK\r\nX-A: 1")),
                server(
                        "endless interim answers",
                        ExchangeOutcome.LIMIT_REACHED,
                        repeated("", "HTTP/1.1 100 Go on\r\n\r\n")),
                server("endless headers", ExchangeOutcome.LIMIT_REACHED, repeated("HTTP/1.1 200 OK\r\n", "X-A: 1\r\n")),
                server(
                        "one endless header",
                        ExchangeOutcome.LIMIT_REACHED,
                        repeated("HTTP/1.1 200 OK\r\nX-A: ", "aaaaaaaa")),
                server("an endless body", ExchangeOutcome.ANSWERED, repeated("HTTP/1.1 200 OK\r\n\r\n", "on and on ")),
                server(
                        "a body shorter than said",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhi")),
                server(
                        "a length beyond all numbers",
                        ExchangeOutcome.MALFORMED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhi")),
                server(
                        "broken chunks",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi")),
                server("a bomb", ExchangeOutcome.ANSWERED, out -> out.write(bomb())),
                server(
                        "a length beside chunks",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "2\r\nhi\r\n0\r\n\r\n")),
                server(
                        "two lengths that differ",
                        ExchangeOutcome.MALFORMED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi")),
                server(
                        "the same length twice",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nhi")),
                server(
                        "a length below zero",
                        ExchangeOutcome.MALFORMED,
                        text("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhi")),
                server("bare line feeds", ExchangeOutcome.ANSWERED, text("HTTP/1.1 200 OK\nX-A: 1\n\nhi")),
                server(
                        "chunks with bare line feeds",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhi\n0\n\n")),
                server(
                        "a header line of a megabyte",
                        ExchangeOutcome.LIMIT_REACHED,
                        text("HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(1024 * 1024) + "\r\n\r\n")),
                server(
                        "long lines without end",
                        ExchangeOutcome.LIMIT_REACHED,
                        repeated("HTTP/1.1 200 OK\r\n", "X-A: " + "a".repeat(60_000) + "\r\n", 5)),
                server(
                        "folded lines without end",
                        ExchangeOutcome.LIMIT_REACHED,
                        repeated("HTTP/1.1 200 OK\r\nX-A: 1\r\n", " a\r\n")),
                server(
                        "eleven interim answers",
                        ExchangeOutcome.LIMIT_REACHED,
                        text("HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n".repeat(11) + "HTTP/1.1 204 No\r\n\r\n")),
                server(
                        "ten interim answers",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n".repeat(10) + "HTTP/1.1 204 No\r\n\r\n")),
                server(
                        "trailers without end",
                        ExchangeOutcome.ANSWERED,
                        repeated(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n", "X-A: 1\r\n")),
                server(
                        "a chunk's extension without end",
                        ExchangeOutcome.ANSWERED,
                        repeated("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;", "a=b;")),
                server(
                        "broken gzip",
                        ExchangeOutcome.ANSWERED,
                        text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi")));
    }

    private static Arguments server(String name, ExchangeOutcome outcome, Server server) {
        return Arguments.of(name, outcome, server);
    }

    private static Server text(String answer) {
        return out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Server repeated(String first, String part) {
        return repeated(first, part, 1_000);
    }

    private static Server repeated(String first, String part, int times) {
        return out -> {
            out.write(first.getBytes(StandardCharsets.ISO_8859_1));
            var block = part.repeat(times).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                out.write(block);
            }
        };
    }

    private static byte[] bomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        var head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n";
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(packed.toByteArray());
        return all.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void getsAnHonestOutcome(String name, ExchangeOutcome expected, Server server) throws Exception {
        var reply = ask(server, Duration.ofSeconds(10));
        assertThat(reply.outcome()).as(name + ": " + reply.detail()).isEqualTo(expected);
        assertThat(reply.body().length).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void silenceEndsWithTheDeadline() throws Exception {
        var reply = ask(
                out -> {
                    try {
                        Thread.currentThread().join(); // says nothing until it is interrupted
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(300));
        assertThat(reply.outcome()).isEqualTo(ExchangeOutcome.TIMED_OUT);
    }

    /// Each octet comes in time, the whole does not.
    @Test
    void headersThatDripEndWithTheDeadline() throws Exception {
        var never = new CountDownLatch(1);
        var reply = ask(
                out -> {
                    out.write("HTTP/1.1 200 OK\r\nX-A: ".getBytes(StandardCharsets.ISO_8859_1));
                    try {
                        while (!never.await(20, TimeUnit.MILLISECONDS)) {
                            out.write('a');
                        }
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(500));
        assertThat(reply.outcome()).isEqualTo(ExchangeOutcome.TIMED_OUT);
    }

    @Test
    void headersAreKeptAsTheyWereSent() throws Exception {
        var reply = ask(
                text(
                        "HTTP/1.1 103 Early\r\nX-Early: no\r\n\r\nHTTP/1.1 200 OK\r\nx-LOWER: 1\r\nSet-Cookie: a=1\r\n"
                                + "X-Folded: one\r\n\t two\r\nno colon\r\nset-cookie:b=2 \r\nX-Empty:\r\nContent-Length: 0\r\n\r\n"),
                Duration.ofSeconds(10));
        assertThat(Objects.requireNonNull(reply.answer()).headers())
                .containsExactly(
                        new Header("x-LOWER", "1"),
                        new Header("Set-Cookie", "a=1"),
                        new Header("X-Folded", "one two"),
                        new Header("set-cookie", "b=2"),
                        new Header("X-Empty", ""),
                        new Header("Content-Length", "0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: TE, Close\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n"
            })
    void aConnectionThatMayBeOutOfStepIsNotUsedAgain(String answer) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(listener, text(answer)));
            try (var connection = new HttpConnection(connect(listener, Duration.ofSeconds(5)), "acme.test", "test")) {
                connection.get("/");
                assertThat(connection.isReusable()).isFalse();
            }
        }
    }

    @Test
    void twoAnswersComeOverOneConnection() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual()
                    .start(
                            () -> serve(
                                    listener,
                                    text(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb")));
            try (var connection = new HttpConnection(connect(listener, Duration.ofSeconds(5)), "acme.test", "test")) {
                assertThat(new String(connection.get("/").body(), StandardCharsets.US_ASCII))
                        .isEqualTo("a");
                assertThat(connection.isReusable()).isTrue();
                assertThat(new String(connection.get("/").body(), StandardCharsets.US_ASCII))
                        .isEqualTo("b");
            }
            thread.interrupt();
        }
    }

    private static HttpConnection.Reply ask(Server server, Duration patience) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = Thread.ofVirtual().start(() -> serve(listener, server));
            try (var connection = new HttpConnection(connect(listener, patience), "acme.test", "test")) {
                return connection.get("/");
            } finally {
                thread.interrupt();
            }
        }
    }

    private static Socket connect(ServerSocket listener, Duration patience) throws InterruptedException {
        var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 1_000, 8));
        var outcome = dialer.connect(
                InetAddress.getLoopbackAddress(), listener.getLocalPort(), Limits.http(Deadline.in(patience)));
        return ((Outcome.Answered<Socket>) outcome).value();
    }

    private static void serve(ServerSocket listener, Server server) {
        try (var client = listener.accept()) {
            var line = new StringBuilder();
            while (line.indexOf("\r\n\r\n") < 0) {
                var octet = client.getInputStream().read();
                if (octet < 0) {
                    return;
                }
                line.append((char) octet);
            }
            server.answer(client.getOutputStream());
        } catch (IOException left) {
            // The other side had enough, which is what is tested.
        }
    }
}
