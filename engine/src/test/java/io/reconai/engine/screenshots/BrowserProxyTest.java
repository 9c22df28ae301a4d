package io.reconai.engine.screenshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.IpAddresses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom the browser may talk to, asked by hand.
class BrowserProxyTest {

    private static final String PAGE = "<p>hello</p>";

    private ServerSocket site;
    private final AtomicInteger visits = new AtomicInteger();
    private volatile String heard = "";

    @BeforeEach
    void startTheSite() throws IOException {
        site = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stopTheSite() throws IOException {
        site.close();
    }

    private void serve() {
        try {
            while (true) {
                var visitor = site.accept();
                visits.incrementAndGet();
                Thread.ofVirtual().start(() -> {
                    try (visitor) {
                        heard = head(visitor);
                        var length = heard.contains("/endless") ? Integer.MAX_VALUE : PAGE.length();
                        write(visitor, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + PAGE);
                        while (heard.contains("/endless")) {
                            visitor.getOutputStream().write(new byte[64 * 1024]);
                        }
                    } catch (IOException gone) {
                        // The proxy has had enough.
                    }
                });
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private BrowserProxy proxy(Duration time) throws IOException {
        // 203.0.113.1 leads to the site; 127.0.0.1 stays forbidden.
        var connectTo = ConnectTo.parse("203.0.113.1:80=127.0.0.1:" + site.getLocalPort()
                + ",203.0.113.1:443=127.0.0.1:" + site.getLocalPort());
        var scope = new Scope(new DomainName("acme.test"), Set.of(new DomainName("off.acme.test")));
        return new BrowserProxy(
                new Dialer(new DialerSettings(AddressPolicy.publicOnly(), connectTo, 1_000, 8)),
                scope,
                name -> switch (name.value()) {
                    case "inside.acme.test" -> addresses("127.0.0.1");
                    case "gone.acme.test" -> List.of();
                    default -> addresses("203.0.113.1");
                },
                Deadline.in(time));
    }

    private static List<InetAddress> addresses(String text) {
        return List.of(IpAddresses.parse(text).orElseThrow());
    }

    @Test
    void passesOnARequestWithoutWhatIsForProxies() throws IOException {
        try (var proxy = proxy(Duration.ofSeconds(10))) {
            var answer = ask(
                    proxy,
                    "GET http://www.acme.test/a?b=c HTTP/1.1\r\nHost: www.acme.test\r\nProxy-Connection: keep-alive\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith(PAGE);
            assertThat(heard)
                    .startsWith("GET /a?b=c HTTP/1.1\r\nHost: www.acme.test\r\n")
                    .contains("Connection: close")
                    .doesNotContainIgnoringCase("proxy-");
            assertThat(proxy.refused()).isZero();
        }
    }

    @Test
    void joinsTheEndsOfATunnel() throws IOException {
        try (var proxy = proxy(Duration.ofSeconds(10));
                var browser = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            browser.setSoTimeout(10_000);
            write(browser, "CONNECT www.acme.test:443 HTTP/1.1\r\nHost: www.acme.test:443\r\n\r\n");
            assertThat(head(browser)).startsWith("HTTP/1.1 200");
            write(browser, "GET / HTTP/1.1\r\n\r\n");
            assertThat(new String(browser.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT www.example.com:443 HTTP/1.1", // outside the scope
                "CONNECT acme.test.example.com:443 HTTP/1.1",
                "CONNECT off.acme.test:443 HTTP/1.1", // excluded
                "CONNECT inside.acme.test:443 HTTP/1.1", // a name of the scope that leads inside
                "CONNECT gone.acme.test:443 HTTP/1.1",
                "CONNECT 127.0.0.1:80 HTTP/1.1",
                "CONNECT [::1]:80 HTTP/1.1",
                "CONNECT 169.254.169.254:80 HTTP/1.1",
                "CONNECT 203.0.113.1:80 HTTP/1.1", // an address, whosever it is
                "CONNECT localhost:80 HTTP/1.1",
                "CONNECT www.acme.test:22 HTTP/1.1",
                "GET http://www.example.com/ HTTP/1.1",
                "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1",
                "GET http://www.acme.test:8080/ HTTP/1.1",
            })
    void refusesWhomTheScanMayNotTalkTo(String line) throws IOException {
        try (var proxy = proxy(Duration.ofSeconds(10))) {
            assertThat(ask(proxy, line + "\r\nHost: www.acme.test\r\n\r\n")).startsWith("HTTP/1.1 403");
            assertThat(proxy.refused()).isEqualTo(1);
            assertThat(visits).hasValue(0);
        }
    }

    @Test
    void letsThroughSoManyBytesAndNoMore() throws IOException {
        try (var proxy = proxy(Duration.ofSeconds(20));
                var browser = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            browser.setSoTimeout(20_000);
            write(browser, "GET http://www.acme.test/endless HTTP/1.1\r\n\r\n");
            assertThat(drain(browser)).isBetween(1024L * 1024, 24L * 1024 * 1024);
        }
    }

    @Test
    void endsWithItsDeadline() throws IOException {
        try (var proxy = proxy(Duration.ZERO)) {
            assertThat(ask(proxy, "GET http://www.acme.test/ HTTP/1.1\r\n\r\n")).doesNotContain(PAGE);
            assertThat(visits).hasValue(0);
        }
    }

    @Test
    void isGoneWhenItIsClosed() throws IOException {
        var proxy = proxy(Duration.ofSeconds(10));
        var idle = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        proxy.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), proxy.port()))
                .isInstanceOf(IOException.class);
        idle.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONNECT WWW.acme.test:443 HTTP/1.1 | true www.acme.test 443",
                "CONNECT [2001:DB8::1]:443 HTTP/1.1 | true 2001:db8::1 443",
                "GET http://a.acme.test/ HTTP/1.1 | false a.acme.test 80",
                "POST http://a.acme.test:8080/x HTTP/1.0 | false a.acme.test 8080",
                "GET / HTTP/1.1 | malformed",
                "GET https://a.acme.test/ HTTP/1.1 | malformed",
                "CONNECT a.acme.test HTTP/1.1 | malformed",
                "CONNECT a.acme.test:0 HTTP/1.1 | malformed",
                "CONNECT a.acme.test:99999 HTTP/1.1 | malformed",
                "GET http:///x HTTP/1.1 | malformed",
                "GET http://a b/ HTTP/1.1 | malformed",
                "'' | malformed",
            })
    void readsWhatBrowsersSay(String line, String expected) throws IOException {
        var in = new ByteArrayInputStream((line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        String read;
        try {
            var request = ProxyRequest.read(in);
            read = request.isTunnel() + " " + request.host() + " " + request.port();
        } catch (MalformedRequestException malformed) {
            read = "malformed";
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aHeadWithoutAnEndIsGivenUp() {
        var in = new ByteArrayInputStream(
                "GET http://a.acme.test/".concat("a".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> ProxyRequest.read(in)).isInstanceOf(MalformedRequestException.class);
    }

    private static String ask(BrowserProxy proxy, String request) throws IOException {
        try (var browser = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            browser.setSoTimeout(10_000);
            write(browser, request);
            return new String(browser.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static long drain(Socket socket) {
        var total = 0L;
        try {
            var buffer = new byte[64 * 1024];
            for (var count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                total += count;
            }
        } catch (IOException cut) {
            // Cut off, as it should be.
        }
        return total;
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var octet = socket.getInputStream().read();
            if (octet < 0) {
                break;
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
