package io.reconai.engine.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsSettings;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.sources.SourceClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Sources that misbehave on the wire: each ends in bounded time and memory, and keys stay where they belong.
class HttpSourceClientTest {

    private static final int MOST_BYTES = 20 * 1024 * 1024;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /// Writes whatever a server would.
    @FunctionalInterface
    interface Writing {
        void answer(OutputStream out) throws IOException;
    }

    /// A server on loopback that answers everything in one way and remembers what it was asked.
    private static final class Server implements AutoCloseable {
        private final ServerSocket listener;
        private final int answersEach;
        private final List<String> heads = new CopyOnWriteArrayList<>();
        private final AtomicInteger connections = new AtomicInteger();

        Server(ServerSocket listener, int answersEach, Writing writing) {
            this.listener = listener;
            this.answersEach = answersEach;
            Thread.ofVirtual().start(() -> serve(writing));
        }

        static Server plain(Writing writing) throws IOException {
            return plain(1, writing);
        }

        /// @param answersEach on a connection, before it is closed
        static Server plain(int answersEach, Writing writing) throws IOException {
            return new Server(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), answersEach, writing);
        }

        URI address(String scheme) {
            return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + "/q?a=1");
        }

        private void serve(Writing writing) {
            while (!listener.isClosed()) {
                try (var client = listener.accept()) {
                    connections.incrementAndGet();
                    for (var i = 0; i < answersEach; i++) {
                        answer(client, writing);
                    }
                } catch (IOException left) {
                    // The other side had enough, which is what is tested.
                }
            }
        }

        private void answer(Socket client, Writing writing) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var octet = client.getInputStream().read();
                if (octet < 0) {
                    return;
                }
                head.append((char) octet);
            }
            heads.add(head.toString());
            writing.answer(client.getOutputStream());
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                row("good", "200 7 whole", text(JSON + "Content-Length: 7\r\n\r\n{\"a\":1}")),
                row(
                        "chunks",
                        "200 7 whole",
                        text(JSON + "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n")),
                row("length too long", "200 7 cut", text(JSON + "Content-Length: 99\r\n\r\n{\"a\":1}")),
                row("length too short", "200 3 whole", text(JSON + "Content-Length: 3\r\n\r\n{\"a\":1}")),
                row("no length we know", "failed", text(JSON + "Content-Length: -1\r\n\r\n{}")),
                row("a reset in the middle", "200 3 cut", text(JSON + "Content-Length: 7\r\n\r\n{\"a")),
                row("a reset in the head", "failed", text("HTTP/1.1 200 OK\r\nContent-Ty")),
                row("nothing", "failed", out -> {}),
                row("another protocol", "failed", text("220 mail.test ESMTP\r\n")),
                row("endless", "200 cut", repeated(JSON + "\r\n", "[1,2,3,4,")),
                row("endless head", "failed", repeated("HTTP/1.1 200 OK\r\n", "X-A: 1\r\n")),
                row("a bomb", "200 cut", out -> out.write(bomb())),
                row("a long wait", "limited 86400", text("HTTP/1.1 429 No\r\nRetry-After: 86400\r\n\r\n")),
                row("into an inner network", "refused", redirect("http://10.0.0.5/")),
                row("to the metadata service", "refused", redirect("http://169.254.169.254/")),
                row("to another scheme", "302 0 whole", redirect("file:///etc/passwd")),
                row("to nowhere", "302 0 whole", redirect("http://")));
    }

    private static Arguments row(String name, String expected, Writing writing) {
        return Arguments.of(name, expected, writing);
    }

    private static Writing text(String answer) {
        return out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Writing redirect(String location) {
        return text("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
    }

    private static Writing repeated(String first, String part) {
        return out -> {
            out.write(first.getBytes(StandardCharsets.ISO_8859_1));
            var block = part.repeat(10_000).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                out.write(block);
            }
        };
    }

    private static byte[] bomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (var i = 0; i < 64; i++) {
                gzip.write(new byte[1024 * 1024]);
            }
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes((JSON + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(packed.toByteArray());
        return all.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void endsHonestly(String name, String expected, Writing writing) throws Exception {
        try (var server = Server.plain(writing)) {
            var reply = ask(SourceRequest.get(server.address("http")));
            assertThat(words(reply)).as(reply.toString()).contains(expected.split(" "));
            if (reply instanceof Reply.Answered answered) {
                assertThat(answered.body().length).isLessThanOrEqualTo(MOST_BYTES);
            }
        }
    }

    private static List<String> words(Reply reply) {
        return switch (reply) {
            case Reply.Answered(var status, var _, var body, var cut) ->
                List.of(String.valueOf(status), String.valueOf(body.length), cut ? "cut" : "whole");
            case Reply.Limited(var after) ->
                List.of(
                        "limited",
                        after.map(time -> String.valueOf(time.toSeconds())).orElse("-"));
            case Reply.Failed _ -> List.of("failed");
            case Reply.Refused _ -> List.of("refused");
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | 6",
                "0 | 0",
                "86400 | 86400",
                "Sun, 01 Mar 2026 12:00:30 GMT | 30",
                "Sun, 01 Mar 2026 11:00:00 GMT | 0",
                "-5 | -",
                "soon | -",
                "99999999999999 | -",
                " | -",
            })
    void retryAfterIsSecondsOrADate(String header, String expected) throws Exception {
        var field = header == null ? "" : "Retry-After: " + header + "\r\n";
        try (var server = Server.plain(text("HTTP/1.1 429 No\r\nContent-Length: 0\r\n" + field + "\r\n"))) {
            assertThat(words(ask(SourceRequest.get(server.address("http"))))).containsExactly("limited", expected);
        }
    }

    @Test
    void keysStayWithTheSource() throws Exception {
        try (var elsewhere = Server.plain(text(JSON + "Content-Length: 2\r\n\r\n{}"));
                var source = Server.plain(redirect(elsewhere.address("http").toString()))) {
            var request = SourceRequest.get(source.address("http"))
                    .with("Accept", "application/rdap+json")
                    .withKey("X-Key", "secret-1")
                    .withKeyInQuery("key=secret-2");
            // The second is as much loopback as the first; the policy lets it pass so that it can be looked at.
            var reply = client(AddressPolicy.allowingAll(), trusting(List.of())).ask(request, Duration.ofSeconds(10));
            assertThat(words(reply)).contains("200");
            assertThat(source.heads.getFirst())
                    .startsWith("GET /q?a=1&key=secret-2 ")
                    .contains("X-Key: secret-1");
            assertThat(elsewhere.heads.getFirst()).doesNotContain("secret").contains("Accept: application/rdap+json");
        }
    }

    @Test
    void redirectsEnd() throws Exception {
        try (var server = Server.plain(redirect("/q?again"))) {
            assertThat(words(ask(SourceRequest.get(server.address("http"))))).contains("302");
            assertThat(server.heads).hasSize(4);
        }
    }

    @Test
    void anAddressFromAnAnswerGoesThroughThePolicy() throws Exception {
        try (var server = Server.plain(text(JSON + "Content-Length: 2\r\n\r\n{}"))) {
            var reply = ask(SourceRequest.found(server.address("http")));
            assertThat(reply.toString()).contains("blocked by policy: loopback");
            assertThat(server.heads).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "3, 1"})
    void aConnectionCarriesAsMuchAsTheSourceLetsIt(int answersEach, int connections) throws Exception {
        try (var server = Server.plain(answersEach, text(JSON + "Content-Length: 2\r\n\r\n{}"));
                var client = client(AddressPolicy.publicOnly(), trusting(List.of()))) {
            for (var i = 0; i < 3; i++) {
                var reply = client.ask(SourceRequest.get(server.address("http")), Duration.ofSeconds(20));
                assertThat(words(reply)).as(reply.toString()).contains("200", "2", "whole");
            }
            assertThat(server.heads).hasSize(3);
            assertThat(server.connections).hasValue(connections);
        }
    }

    @Test
    void whatAStrangerNamedIsConnectedToAnew() throws Exception {
        try (var server = Server.plain(2, text(JSON + "Content-Length: 2\r\n\r\n{}"));
                var client = client(AddressPolicy.publicOnly(), trusting(List.of()))) {
            client.ask(SourceRequest.get(server.address("http")), Duration.ofSeconds(20));
            var reply = client.ask(SourceRequest.found(server.address("http")), Duration.ofSeconds(20));
            assertThat(reply.toString())
                    .as("a kept connection is no way around")
                    .contains("blocked by policy");
            assertThat(server.heads).hasSize(1);
        }
    }

    @Test
    void aPostIsNotSentOn() throws Exception {
        try (var server = Server.plain(redirect("/elsewhere"))) {
            assertThat(words(ask(SourceRequest.get(server.address("http")).posting("{}"))))
                    .contains("302");
            assertThat(server.heads).singleElement().asString().startsWith("POST /q?a=1 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true, 200", "127.0.0.2, true, refused", "127.0.0.1, false, refused"})
    void aCertificateHasToNameTheSource(String name, boolean trusted, String expected) throws Exception {
        var pair = KeyPairGenerator.getInstance("EC");
        pair.initialize(256);
        var keys = pair.generateKeyPair();
        var subject = new X500Name("CN=" + name);
        var day = Duration.ofDays(1).toMillis();
        var now = System.currentTimeMillis();
        var builder = new JcaX509v3CertificateBuilder(
                subject, BigInteger.ONE, new Date(now - day), new Date(now + day), subject, keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, name)));
        var certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(manager.getKeyManagers(), null, null);
        var listener = context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
        try (var server = new Server(listener, 1, text(JSON + "Content-Length: 2\r\n\r\n{}"))) {
            var client = client(AddressPolicy.publicOnly(), trusting(trusted ? List.of(certificate) : List.of()));
            var reply = client.ask(SourceRequest.get(server.address("https")), Duration.ofSeconds(10));
            assertThat(words(reply)).as(reply.toString()).contains(expected);
        }
    }

    private static SSLSocketFactory trusting(List<X509Certificate> roots) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var root : roots) {
            store.setCertificateEntry("root", root);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots.isEmpty() ? null : store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static Reply ask(SourceRequest request) throws Exception {
        return client(AddressPolicy.publicOnly(), trusting(List.of())).ask(request, Duration.ofSeconds(20));
    }

    private static HttpSourceClient client(AddressPolicy policy, SSLSocketFactory tls) throws IOException {
        var dialer = new Dialer(new DialerSettings(policy, ConnectTo.none(), 1_000, 8));
        var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        var dns = new DnsClient(DnsSettings.of(List.of(nobody), 100), dialer);
        return new HttpSourceClient(dialer, dns, () -> tls, Clock.fixed(NOW, ZoneOffset.UTC), "test");
    }

    @Test
    void silenceEndsWithItsTime() throws Exception {
        try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            var reply = client(AddressPolicy.publicOnly(), trusting(List.of()))
                    .ask(SourceRequest.get(address), Duration.ofMillis(300));
            assertThat(reply).isEqualTo(new Reply.Failed("timed out"));
        }
    }
}
