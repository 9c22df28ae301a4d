package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.tls.IssuerSource.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerFetchTest {

    private static final InetAddress CA = InetAddress.ofLiteral("203.0.113.9");

    private static X509Certificate someCertificate() throws Exception {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
    }

    private static Fetched fetch(int port, String url) throws Exception {
        var elsewhere = ConnectTo.parse("203.0.113.9:80=127.0.0.1:" + port);
        var dialer = new Dialer(new DialerSettings(AddressPolicy.publicOnly(), elsewhere, 1_000, 8));
        return new IssuerFetch(dialer, _ -> List.of(CA), "test").fetch(url, Deadline.in(Duration.ofSeconds(20)));
    }

    private static Fetched answered(String head, byte[] body, String url) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var server = Thread.ofVirtual().start(() -> serve(listener, head, body));
            var fetched = fetch(listener.getLocalPort(), url);
            listener.close();
            server.join();
            return fetched;
        }
    }

    private static void serve(ServerSocket listener, String head, byte[] body) {
        try (var client = listener.accept()) {
            var request = new ByteArrayOutputStream();
            while (!request.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                request.write(client.getInputStream().read());
            }
            var answer = "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
        } catch (IOException left) {
            // The other side had enough, or never came, which is what is tested.
        }
    }

    @Test
    void der_and_bundles_are_read() throws Exception {
        var certificate = someCertificate();
        var bundle = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(certificate))
                .getEncoded("PKCS7");
        assertThat(answered("200 OK", certificate.getEncoded(), "http://ca.test/a.crt")
                        .certificates())
                .containsExactly(certificate);
        assertThat(answered("200 OK", bundle, "http://ca.test/a.p7c").certificates())
                .containsExactly(certificate);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    absent               | 404 Not Found                              | 10    | status 404
    a redirect           | 302 Found~Location: http://127.0.0.1/      | 0     | status 302
    no certificate       | 200 OK                                     | 10    | no certificate in it
    nothing              | 200 OK                                     | 0     | no certificate in it
    too long             | 200 OK                                     | 70000 | more than 64 KiB
    """)
    void answers_without_a_certificate(String why, String head, int length, String detail) throws Exception {
        var fetched = answered(head.replace("~", "\r\n"), new byte[length], "http://ca.test/a.crt");
        assertThat(fetched.certificates()).isEmpty();
        assertThat(fetched.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ca.test/, not an http address on port 80",
        "http://ca.test:8080/, not an http address on port 80",
        "http://user@ca.test/, not an http address on port 80",
        "ldap://ca.test/, not an http address on port 80",
        "http://[::1/, not an http address on port 80",
        "http://127.0.0.1/, 127.0.0.1 is off limits: loopback",
        "http://169.254.169.254/, 169.254.169.254 is off limits: link-local",
        "http://10.0.0.1/, 10.0.0.1 is off limits: private"
    })
    void addresses_that_are_not_asked(String url, String detail) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var fetched = fetch(listener.getLocalPort(), url);
            assertThat(fetched.certificates()).isEmpty();
            assertThat(fetched.detail()).isEqualTo(detail);
        }
    }
}
