package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.StapledStatus;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    only 1.0                | rsa     | -tls1 -cipher DEFAULT@SECLEVEL=0                      | 1.0             | 0 0  | UNKNOWN | 5
    only 1.1                | rsa     | -tls1_1 -cipher DEFAULT@SECLEVEL=0                    | 1.1             | 0 0  | UNKNOWN | 5
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
        assertThat(support.protocols().stream()
                        .flatMap(one -> one.groups().stream())
                        .distinct()
                        .filter(group -> !group.startsWith("ffdhe")))
                .hasSize(groups);
        assertThat(support.unknown()).isEmpty();
    }

    @Test
    void features_are_seen_by_the_way() throws Exception {
        var plain = survey("rsa", "-cipher DEFAULT@SECLEVEL=0", Depth.FULL).features();
        assertThat(plain.secureRenegotiation()).isEqualTo(Presence.YES);
        assertThat(plain.extendedMasterSecret()).isEqualTo(Presence.YES);
        assertThat(plain.encryptThenMac()).isEqualTo(Presence.YES);
        assertThat(plain.sessionTickets()).isEqualTo(Presence.YES);
        assertThat(plain.compression()).isEqualTo(Presence.NO);
        assertThat(plain.stapling()).isEqualTo(Presence.NO);
        assertThat(plain.fallbackScsv()).isEqualTo(Presence.YES);
        assertThat(plain.downgradeMark()).isEqualTo(Presence.YES);
        assertThat(plain.alpn()).isEmpty();
        var other = survey("rsa", "-no_ticket -alpn h2,http/1.1 -Verify 1", Depth.FULL)
                .features();
        assertThat(other.sessionTickets()).isEqualTo(Presence.NO);
        assertThat(other.clientCertificate()).isEqualTo(Presence.YES);
        assertThat(other.fallbackScsv()).isEqualTo(Presence.UNKNOWN);
        assertThat(other.alpn()).containsExactly("h2", "http/1.1");
    }

    @Test
    void both_certificates_of_a_server_are_seen() throws Exception {
        var support = survey("both", "", Depth.FULL);
        assertThat(support.chains())
                .extracting(chain -> chain.getFirst().keyAlgorithm())
                .containsExactlyInAnyOrder("RSA", "EC");
        assertThat(support.nameless()).hasSize(64);
    }

    /// The budget of standard mode is eight connections, and one of them is the handshake.
    @Test
    void the_outline_costs_seven_connections() throws Exception {
        var support = survey("rsa", "-cipher DEFAULT@SECLEVEL=0", Depth.OUTLINE);
        assertThat(support.connections()).isLessThanOrEqualTo(7);
        assertThat(support.protocols())
                .extracting(one -> one.version() + " " + one.answer())
                .containsExactly(
                        "SSL_3 REFUSED",
                        "TLS_1_0 ACCEPTED",
                        "TLS_1_1 ACCEPTED",
                        "TLS_1_2 ACCEPTED",
                        "TLS_1_3 ACCEPTED");
        assertThat(support.protocol(TlsVersion.TLS_1_2).orElseThrow().refusedClasses())
                .contains("null", "anon", "export", "rc4", "des", "3des");
    }

    @Test
    void names_that_share_a_certificate_are_asked_once() throws Exception {
        try (var server = OpenSslServer.start(folder, "ec", "")) {
            var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 100_000, 8));
            var inspector = new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC());
            var surveyor = new TlsSurveyor(dialer);
            var address = InetAddress.getLoopbackAddress();
            var deadline = Deadline.in(Duration.ofSeconds(60));
            for (var name : List.of("acme.test", "www.acme.test")) {
                var result = inspector.inspect(address, server.port(), new DomainName(name), deadline);
                result.connection().orElseThrow().close();
                var support = surveyor.survey(
                        result.observation(),
                        address,
                        Optional.of(new DomainName(name)),
                        Optional.empty(),
                        Depth.OUTLINE,
                        deadline);
                assertThat(support.derived()).isEqualTo(name.startsWith("www"));
                assertThat(support.connections() == 0).isEqualTo(name.startsWith("www"));
                assertThat(support.accepts(TlsVersion.TLS_1_3)).isTrue();
            }
        }
    }

    /// Each suite and group that is accepted costs one connection; two certificates and many groups cost most.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
    rsa  |                                                   | 45
    rsa  | -cipher DEFAULT@SECLEVEL=0                        | 45
    rsa  | -cipher DEFAULT@SECLEVEL=0 -serverpref            | 45
    ec   |                                                   | 45
    both | -cipher ECDHE+AESGCM:ECDHE+CHACHA20               | 45
    both |                                                   | 50
    both | -serverpref                                       | 50
    """)
    void the_full_survey_costs_no_more_connections(String kind, String options, int most) throws Exception {
        var support = survey(kind, options == null ? "" : options, Depth.FULL);
        assertThat(support.connections()).as(support.toString()).isLessThanOrEqualTo(most);
    }

    /// OpenSSL staples what is in the file, here a response about another certificate of a stranger.
    @Test
    void a_stapled_response_is_seen_in_both_versions() throws Exception {
        var root = TestAuthority.root("Root");
        var response = StapleReaderTest.response(
                root.leaf(""), root, "good", root, true, TestAuthority.NOW, Duration.ofHours(1));
        var file = Files.write(folder.resolve("staple.der"), response);
        for (var version : List.of("-tls1_3", "-tls1_2")) {
            for (var staples : List.of(true, false)) {
                var options = staples ? version + " -status_file " + file : version;
                try (var server = OpenSslServer.start(folder, "ec", options)) {
                    var dialer =
                            new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 1_000, 8));
                    var result = new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC())
                            .inspect(
                                    InetAddress.getLoopbackAddress(),
                                    server.port(),
                                    NAME,
                                    Deadline.in(Duration.ofSeconds(20)));
                    result.connection().orElseThrow().close();
                    var staple = result.observation().completed().orElseThrow().staple();
                    assertThat(staple)
                            .as(options)
                            .isEqualTo(staples ? StapledStatus.bad("for another certificate") : StapledStatus.absent());
                }
            }
        }
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
                        Optional.of(NAME),
                        Optional.empty(),
                        depth,
                        Deadline.in(Duration.ofSeconds(60)));
    }
}
