package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsSupport.Depth;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The survey against a real server in many configurations. Skipped where OpenSSL 3 is not installed.
@EnabledIf("isInstalled")
class OpenSslSurveyTest {

    private static final DomainName NAME = new DomainName("acme.test");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before everything else
    static Path folder;

    static boolean isInstalled() {
        return OpenSslServer.isInstalled();
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (var kind : List.of("rsa", "ec", "ed25519")) {
            OpenSslServer.makeCertificate(folder, kind);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    default, RSA            | rsa     |                                                       | 1.2 1.3         | 20 3 | CLIENT | 5
    default, ECDSA          | ec      |                                                       | 1.2 1.3         | 7 3  | CLIENT | 5
    default, both           | both    |                                                       | 1.2 1.3         | 27 3 | CLIENT | 5
    Ed25519                 | ed25519 |                                                       | 1.2 1.3         | 7 3  | CLIENT | 5
    server's order          | rsa     | -serverpref                                           | 1.2 1.3         | 20 3 | SERVER | 5
    only 1.3                | rsa     | -tls1_3                                               | 1.3             | 0 3  | CLIENT | 5
    no 1.3                  | rsa     | -no_tls1_3                                            | 1.2             | 20 0 | CLIENT | 5
    one suite               | rsa     | -tls1_2 -cipher AES128-SHA                            | 1.2             | 1 0  | UNKNOWN | 0
    two suites, its order   | rsa     | -no_tls1_3 -cipher ECDHE+AESGCM -serverpref           | 1.2             | 2 0  | SERVER | 5
    1.0 to 1.3              | rsa     | -cipher DEFAULT@SECLEVEL=0                            | 1.0 1.1 1.2 1.3 | 20 3 | CLIENT | 5
    only 1.0                | rsa     | -tls1 -cipher DEFAULT@SECLEVEL=0                      | 1.0             | 0 0  | UNKNOWN | 0
    only 1.1                | rsa     | -tls1_1 -cipher DEFAULT@SECLEVEL=0                    | 1.1             | 0 0  | UNKNOWN | 0
    groups restricted       | rsa     | -groups P-384:X25519                                  | 1.2 1.3         | 20 3 | CLIENT | 2
    one group, ECDSA        | ec      | -groups P-256                                         | 1.2 1.3         | 7 3  | CLIENT | 1
    intermediate            | both    | -cipher ECDHE+AESGCM:ECDHE+CHACHA20                   | 1.2 1.3         | 6 3  | CLIENT | 5
    one suite of 1.3        | rsa     | -tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256    | 1.3             | 0 1  | UNKNOWN | 5
    nothing encrypted       | rsa     | -tls1_2 -cipher NULL@SECLEVEL=0                       | 1.2             | 5 0  | CLIENT | 5
    nobody authenticated    | rsa     | -tls1_2 -cipher aNULL@SECLEVEL=0                      | 1.2             | 13 0 | CLIENT | 5
    """)
    void facts(String why, String kind, String options, String versions, String suites, String order, int groups)
            throws Exception {
        var support = survey(kind, options == null ? "" : options, Depth.FULL);
        System.out.println(
                why + ": " + support.connections() + " connections, " + support.elapsedMs() + " ms " + support);
        var expected = Arrays.stream(versions.split(" "))
                .map(number -> number.equals("1.0") ? "TLSv1" : "TLSv" + number)
                .toList();
        assertThat(support.protocols().stream()
                        .filter(one -> one.answer() == ProtocolSupport.Answer.ACCEPTED)
                        .map(one -> one.version().label()))
                .containsExactlyElementsOf(expected);
        var counts = List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3).stream()
                .map(version -> support.protocol(version).orElseThrow().suites().size())
                .map(String::valueOf)
                .toList();
        assertThat(counts).containsExactlyElementsOf(List.of(suites.strip().split(" +")));
        var newest = support.accepts(TlsVersion.TLS_1_2) ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3;
        assertThat(support.protocol(newest).orElseThrow().order()).isEqualTo(ProtocolSupport.Order.valueOf(order));
    }

    private static TlsSupport survey(String kind, String options, Depth depth) throws Exception {
        try (var server = OpenSslServer.start(folder, kind, options)) {
            return survey(server.port(), depth);
        }
    }

    static TlsSupport survey(int port, Depth depth) throws InterruptedException {
        var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 100_000, 8));
        var handshake = new TlsObservation(
                "127.0.0.1", port, NAME.value(), ExchangeOutcome.TLS_FAILED, "", null, Instant.EPOCH, 0, null);
        return new TlsSurveyor(dialer)
                .survey(
                        handshake,
                        InetAddress.getLoopbackAddress(),
                        NAME,
                        Optional.empty(),
                        depth,
                        Deadline.in(Duration.ofSeconds(60)));
    }
}
