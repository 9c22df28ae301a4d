package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.EvidenceBuilder;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which facts become which features, and what stays unknown.
class RiskFeaturesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static EvidenceBuilder host(String name, ScanMode mode) {
        var domain = new DomainName("acme.test");
        return Evidence.builder("scan", mode, Host.of(new DomainName(name), domain), NOW);
    }

    private static Exchange page(String host, String type, String body) {
        var answer = new HttpAnswer(
                200, "http/1.1", List.of(new Header("Content-Type", type)), body, body.length(), false, "00", "");
        return new Exchange(
                "root",
                "GET",
                "https://" + host + "/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                NOW,
                1);
    }

    private static List<Finding> findings(@Nullable String checks) {
        var evidence = host("acme.test", ScanMode.ACTIVE).build();
        return checks == null
                ? List.of()
                : Stream.of(checks.split(" "))
                        .map(id -> Finding.of(
                                new Check(id, "Test", Severity.LOW, "title", "why", "what to do", List.of()),
                                "detector",
                                evidence,
                                "acme.test",
                                new Proof("/host", "seen")))
                        .toList();
    }

    private static TlsObservation handshake(String name, Duration left, ChainTrust trust, @Nullable String startTls) {
        var leaf = new CertificateFacts(
                "CN=a",
                "CN=b",
                "1",
                NOW.minus(Duration.ofDays(9)),
                NOW.plus(left),
                List.of(),
                0,
                "EC",
                256,
                "x",
                false,
                "00",
                null);
        var session = new TlsSession("TLSv1.3", "x", "", List.of(leaf), trust, true, "store");
        return new TlsObservation(
                "203.0.113.1", 443, name, ExchangeOutcome.ANSWERED, "", session, NOW, 1, null, startTls);
    }

    /// Whose handshake it is, in which protocol, the hours that are left, the trust, and both features.
    @ParameterizedTest(name = "{0} {1}: {2} hours, {3}")
    @CsvSource(nullValues = "-", textBlock = """
        acme.test,  -,    240, TRUSTED,     10, 0
        acme.test,  -,    239, TRUSTED,     9,  0
        acme.test,  -,    1,   TRUSTED,     0,  0
        acme.test,  -,    -1,  UNTRUSTED,   -1, 1
        acme.test,  -,    -25, SELF_SIGNED, -2, 1
        b.test,     -,    240, TRUSTED,     -,  -
        acme.test,  smtp, 240, TRUSTED,     -,  -
        """)
    void certificates(
            String name,
            @Nullable String startTls,
            long hours,
            ChainTrust trust,
            @Nullable Double days,
            @Nullable Double selfSigned) {
        var evidence = host("acme.test", ScanMode.STANDARD)
                .tls(List.of(handshake(name, Duration.ofHours(hours), trust, startTls)))
                .build();
        var features = RiskFeatures.of(evidence, List.of()).known();
        assertThat(features.get(Feature.SSL_DAYS_UNTIL_EXPIRY)).isEqualTo(days);
        assertThat(features.get(Feature.SSL_CERT_IS_SELF_SIGNED)).isEqualTo(selfSigned);
    }

    /// What was found, and how many of the five protections are in place.
    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
        -, 5
        http.hsts.missing, 4
        http.hsts.short, 5
        http.csp.weak-script-src http.csp.missing, 4
        http.hsts.invalid http.csp.report-only http.framing.invalid http.xcto.missing http.redirect.ends-in-http, 0
        http.framing.missing http.https.unavailable, 3
        http.page.not-judged, -
        http.page.behind-challenge, -
        """)
    void protections(@Nullable String checks, @Nullable Double inPlace) {
        var evidence = host("acme.test", ScanMode.STANDARD)
                .exchanges(List.of(page("acme.test", "text/html", "<html>")))
                .build();
        assertThat(RiskFeatures.of(evidence, findings(checks)).known().get(Feature.HTTP_SECURITY_HEADERS_SCORE))
                .isEqualTo(inPlace);
        var nothing = host("acme.test", ScanMode.STANDARD).build();
        assertThat(RiskFeatures.of(nothing, findings(checks)).known())
                .doesNotContainKey(Feature.HTTP_SECURITY_HEADERS_SCORE);
    }

    @Test
    void leaksOfTheLastFiveYearsCount() {
        var breaches = Stream.of("2021-03-01", "2021-02-28", "2025-01-01")
                .map(LocalDate::parse)
                .map(date -> new Breach("b" + date, date, List.of(), null, true))
                .toList();
        var evidence = host("acme.test", ScanMode.PASSIVE)
                .breachHistory(new BreachHistory("acme.test", "hibp", breaches, null))
                .build();
        assertThat(RiskFeatures.of(evidence, List.of()).value(Feature.BREACH_HISTORY_COUNT))
                .hasValue(2);
        assertThat(RiskFeatures.of(host("acme.test", ScanMode.PASSIVE).build(), List.of())
                        .known())
                .isEmpty();
    }

    /// The host, the page's type and text, and the kind of exposure.
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(nullValues = "-", textBlock = """
        acme.test,           -,                -,                               1
        www.acme.test,       text/html,        <html>,                          2
        www.acme.test,       text/html,        <input type="password">,         3
        api.acme.test,       application/json, {},                              3
        admin.acme.test,     text/html,        <html>,                          4
        app-dev.acme.test,   text/html,        <html>,                          4
        admin.acme.test,     -,                -,                               1
        administrators.acme.test, text/html,   <html>,                          2
        """)
    void kindsOfExposure(String name, @Nullable String type, @Nullable String body, double kind) {
        var builder = host(name, ScanMode.STANDARD);
        if (type != null && body != null) {
            builder.exchanges(List.of(page(name, type, body)));
        }
        assertThat(RiskFeatures.of(builder.build(), List.of()).value(Feature.EXPOSURE_TYPE_SCORE))
                .hasValue(kind);
    }

    /// How many ports are open, why they are thought to be, what speaks there, and what counts.
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(nullValues = "-", textBlock = """
        0,  accepted, -,    -
        3,  accepted, -,    3
        60, accepted, -,    60
        61, accepted, -,    -
        5,  all,      -,    -
        5,  all,      http, 5
        """)
    void openPorts(int open, String reason, @Nullable String service, @Nullable Double counted) {
        var ports = IntStream.range(0, open)
                .mapToObj(number -> new PortObservation(
                        "203.0.113.1",
                        1_000 + number,
                        PortState.OPEN,
                        reason.equals("all") ? PortObservation.ACCEPTS_EVERYTHING : reason,
                        service == null ? "" : service,
                        "",
                        1))
                .toList();
        var evidence = host("acme.test", ScanMode.ACTIVE).ports(ports).build();
        assertThat(RiskFeatures.of(evidence, List.of()).known().get(Feature.OPEN_PORTS_COUNT))
                .isEqualTo(counted);
    }

    @Test
    void aProvenLeakIsTheWorstKind() {
        var leak = findings("exposure.dotenv").getFirst().withSeverity(Severity.HIGH);
        var evidence = host("acme.test", ScanMode.ACTIVE).build();
        assertThat(RiskFeatures.of(evidence, List.of(leak.proved())).value(Feature.EXPOSURE_TYPE_SCORE))
                .hasValue(5);
        assertThat(RiskFeatures.of(evidence, List.of(leak)).value(Feature.EXPOSURE_TYPE_SCORE))
                .hasValue(1);
        var low = leak.withSeverity(Severity.MEDIUM).proved();
        assertThat(RiskFeatures.of(evidence, List.of(low)).value(Feature.EXPOSURE_TYPE_SCORE))
                .hasValue(1);
        assertThat(RiskFeatures.of(evidence, findings("exposure.listing")).value(Feature.EXPOSURE_TYPE_SCORE))
                .hasValue(4);
    }
}
