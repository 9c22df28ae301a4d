package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.http.FileFetch.Fetched;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Fetching one small file: which ways lead to it, and which do not.
class FileFetchTest {

    private static final String SIXTY_FOUR = "0123456789abcdef".repeat(4);

    /// A server on loopback that answers by the path's first part, whatever the host.
    private static void serve(ServerSocket listener) {
        while (true) {
            try (var client = listener.accept()) {
                answer(client);
            } catch (IOException closed) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void answer(Socket client) throws IOException {
        var request = new ByteArrayOutputStream();
        while (!request.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            var octet = client.getInputStream().read();
            if (octet < 0) {
                return;
            }
            request.write(octet);
        }
        var path = request.toString(StandardCharsets.US_ASCII).split(" ")[1];
        var location = path.startsWith("/to/")
                ? "Location: " + path.substring("/to/".length()).replace("!", "://") + "\r\n"
                : path.startsWith("/hop/")
                        ? "Location: /hop/" + (Integer.parseInt(path.substring(5)) - 1) + "\r\n"
                        : "";
        var status = path.equals("/hop/0") || location.isEmpty() ? "200 OK" : "302 Found";
        var body =
                switch (path) {
                    case "/exactly" -> SIXTY_FOUR.repeat(16);
                    case "/more" -> SIXTY_FOUR.repeat(16) + "x";
                    case "/much" -> SIXTY_FOUR.repeat(40_000);
                    default -> "content";
                };
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\n" + (status.startsWith("200") ? "" : location) + "Content-Length: "
                                + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /// `acme.test` and all below are at the server; others are in the world.
    private static DnsLookup resolve(DnsQuestion question) {
        var address =
                switch (question.name()) {
                    case "inner.acme.test" -> Optional.of("10.0.0.7");
                    case "gone.acme.test", "silent.acme.test" -> Optional.<String>empty();
                    default -> Optional.of("203.0.113.9");
                };
        var isA = question.type() == RecordType.A && address.isPresent();
        var outcome = question.name().startsWith("silent") ? DnsOutcome.TIMEOUT : DnsOutcome.NXDOMAIN;
        return new DnsLookup(
                question.name(),
                question.type().name(),
                "203.0.113.53:53",
                "udp",
                isA ? DnsOutcome.NOERROR : address.isPresent() ? DnsOutcome.NODATA : outcome,
                false,
                true,
                true,
                List.of(),
                isA ? List.of(new DnsRecordData(question.name(), "A", 60, address.get())) : List.of(),
                List.of(),
                1);
    }

    private static Fetched fetch(String scheme, String domain, String path) throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var server = Thread.ofVirtual().start(() -> serve(listener));
            var elsewhere = ConnectTo.parse("203.0.113.9:80=127.0.0.1:" + listener.getLocalPort());
            var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), elsewhere, 1_000, 8));
            var tls = new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC());
            var fetched = new FileFetch(dialer, tls, FileFetchTest::resolve, "test")
                    .get(scheme, new DomainName(domain), path, Deadline.in(Duration.ofSeconds(20)));
            listener.close();
            server.join();
            return fetched;
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        plain                          | http  | acme.test        | /x                             | File 200 http://acme.test/x
        one hop to a sibling           | http  | acme.test        | /to/http!www.acme.test/y       | File 200 http://www.acme.test/y
        from below to above            | http  | a.acme.test      | /to/http!acme.test/y           | File 200 http://acme.test/y
        the port said as well          | http  | acme.test        | /to/http!acme.test:80/y        | File 200 http://acme.test:80/y
        three hops                     | http  | acme.test        | /hop/3                         | File 200 http://acme.test/hop/0
        trap: four hops                | http  | acme.test        | /hop/4                         | Nothing more than 3 redirects
        trap: to another domain        | http  | acme.test        | /to/http!evil.test/y           | Nothing which is another domain
        trap: a name that ends so      | http  | acme.test        | /to/http!xacme.test/y          | Nothing which is another domain
        trap: a shared suffix          | http  | a.github.io      | /to/http!b.github.io/y         | Nothing which is another domain
        trap: to another port          | http  | acme.test        | /to/http!acme.test:8080/y      | Nothing redirects to port 8080
        trap: to an address            | http  | acme.test        | /to/http!203.0.113.9/y         | Nothing not followed
        trap: to another scheme        | http  | acme.test        | /to/ftp!acme.test/y            | Nothing not followed
        trap: into the inner network   | http  | acme.test        | /to/http!inner.acme.test/y     | Nothing 10.0.0.7 is off limits
        the inner network itself       | http  | inner.acme.test  | /x                             | Nothing 10.0.0.7 is off limits
        https where nobody listens     | https | acme.test        | /x                             | Nothing off limits
        no such name                   | http  | gone.acme.test   | /x                             | Nothing no address of gone.acme.test (NXDOMAIN)
        resolvers are silent           | http  | silent.acme.test | /x                             | NotAsked no address of silent.acme.test (TIMEOUT)
        1 KiB is allowed               | http  | acme.test        | /exactly                       | File 200 isCut=false
        trap: one more                 | http  | acme.test        | /more                          | File 200 isCut=true
        trap: much more                | http  | acme.test        | /much                          | File 200 isCut=true
        """)
    void ways(String why, String scheme, String domain, String path, String expected) throws Exception {
        var fetched = fetch(scheme, domain, path);
        var words = expected.split(" ", 2);
        assertThat(fetched.getClass().getSimpleName()).as("%s", fetched).isEqualTo(words[0]);
        if (fetched instanceof Fetched.File file) {
            assertThat(file.status() + " " + file.address() + " isCut=" + file.isCut())
                    .contains(words[1].split(" ")[0])
                    .contains(words[1].split(" ")[1]);
            assertThat(file.body().length).isLessThanOrEqualTo(1024);
        } else {
            assertThat(fetched.toString()).contains(words[1]);
        }
    }
}
