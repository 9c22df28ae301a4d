package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.TlsObservation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The ways from http to https, right and wrong.
class RedirectDetectorTest {

    private static final String PAGE = "<html><p>page</p></html>";

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(
                        "straight to https",
                        "",
                        to("https://acme.test/")
                                .then("https://acme.test/", 200, PAGE)
                                .https()),
                Arguments.of(
                        "to https, then to www",
                        "",
                        to("https://acme.test/")
                                .then("https://acme.test/", 301, "", "Location: https://www.acme.test/")
                                .then("https://www.acme.test/", 200, PAGE)
                                .https()),
                Arguments.of(
                        "a page over http",
                        "http.redirect.missing",
                        Samples.apex().http().https()),
                Arguments.of("http only", "", Samples.apex().http()),
                Arguments.of(
                        "by a meta element",
                        "http.redirect.by-meta",
                        Samples.apex()
                                .page(
                                        "http://acme.test/",
                                        200,
                                        "<html><meta http-equiv=Refresh content='0; URL=https://acme.test/'></html>")
                                .https()),
                Arguments.of(
                        "by a meta element after a hop",
                        "http.redirect.by-meta",
                        to("http://acme.test/home")
                                .then(
                                        "http://acme.test/home",
                                        200,
                                        "<html><meta http-equiv=refresh content='0; url=https://acme.test/'></html>")
                                .https()),
                Arguments.of(
                        "a meta element that shows the page anew",
                        "http.redirect.missing",
                        Samples.apex()
                                .page("http://acme.test/", 200, "<html><meta http-equiv=refresh content='300'></html>")
                                .https()),
                Arguments.of(
                        "by a meta element where https is not offered",
                        "",
                        Samples.apex()
                                .page(
                                        "http://acme.test/",
                                        200,
                                        "<html><meta http-equiv=refresh content='0; url=https://b.test/'></html>")),
                Arguments.of(
                        "ends in http",
                        "http.redirect.ends-in-http",
                        to("http://acme.test/home")
                                .then("http://acme.test/home", 200, PAGE)
                                .https()),
                Arguments.of(
                        "a hop over http",
                        "http.redirect.http-hop",
                        to("http://acme.test/home")
                                .then("http://acme.test/home", 301, "", "Location: https://acme.test/home")
                                .then("https://acme.test/home", 200, PAGE)
                                .https()),
                Arguments.of(
                        "to another host at once",
                        "http.redirect.off-host-first",
                        to("https://www.acme.test/").https()),
                fromHttps("back to http", "http.redirect.downgrade", "http://acme.test/login"),
                fromHttps("to itself", "http.redirect.loop", "/"),
                fromHttps("to a private address", "http.redirect.private-target", "https://10.0.0.5/login"),
                fromHttps("to a bare name", "http.redirect.private-target", "https://intranet/login"),
                fromHttps("to a private IPv6 address", "http.redirect.private-target", "https://[fd00::5]/login"),
                fromHttps("to a public address", "", "https://[2a00:1450::5]/login"),
                fromHttps("to itself with another question", "", "/?seen=1"),
                fromHttps("to itself without a path", "http.redirect.loop", "https://ACME.test"),
                fromHttps("a Location that is no address", "", "http://[::bad"));
    }

    private static Arguments fromHttps(String name, String expected, String location) {
        return Arguments.of(
                name, expected, Samples.apex().page("https://acme.test/", 302, "", "Location: " + location));
    }

    private static Samples to(String location) {
        return Samples.apex().page("http://acme.test/", 301, "", "Location: " + location);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void judges(String name, String expected, Samples sample) {
        assertThat(String.join(",", sample.found(new RedirectDetector())))
                .as(name)
                .isEqualTo(expected);
    }

    /// Where somebody signs in, what is sent in clear is worth more.
    @Test
    void aLoginWithoutARedirectIsWorse() {
        var form = "<html><form action=https://acme.test/in><input type=password></form></html>";
        assertThat(severities(new RedirectDetector(), Samples.apex().http().https()))
                .containsExactly("LOW");
        assertThat(severities(
                        new RedirectDetector(),
                        Samples.apex().page("http://acme.test/", 200, form).https()))
                .containsExactly("MEDIUM");
        assertThat(severities(
                        new RedirectDetector(),
                        Samples.apex()
                                .http("Set-Cookie: JSESSIONID=4f9a1c77be02d35e8a60f1b2c3d4e5f6")
                                .https()))
                .containsExactly("MEDIUM");
        assertThat(severities(
                        new RedirectDetector(),
                        Samples.apex().http("Set-Cookie: theme=dark").https()))
                .containsExactly("LOW");
    }

    private static List<String> severities(Detector detector, Samples sample) {
        return detector.detect(sample.evidence()).stream()
                .map(finding -> finding.severity().name())
                .toList();
    }

    /// Which handshake is believed, and what it ended as.
    @ParameterizedTest(name = "{0}:{1} {2}")
    @CsvSource(nullValues = "-", textBlock = """
        acme.test,  443,  TLS_FAILED, /tls/0/outcome
        acme.test,  443,  ANSWERED,   -
        acme.test,  443,  TIMED_OUT,  -
        acme.test,  8443, TLS_FAILED, -
        b.test,     443,  TLS_FAILED, -
        """)
    void anOpenPortWhereTlsFailsIsNoHttps(String name, int port, ExchangeOutcome outcome, @Nullable String pointer) {
        var handshake =
                new TlsObservation("203.0.113.1", port, name, outcome, "no shared version", null, Samples.NOW, 1, null);
        var evidence = Samples.apex().http().evidence().toBuilder()
                .ports(List.of(new PortObservation("203.0.113.1", 443, PortState.OPEN, "", "", "", 1)))
                .tls(List.of(handshake))
                .build();
        var proofs = new PlainHttpDetector()
                .detect(evidence).stream()
                        .map(finding -> finding.evidence().getLast().pointer())
                        .toList();
        assertThat(proofs).isEqualTo(pointer == null ? List.of() : List.of(pointer));
    }

    @Test
    void theFieldThatIsSentInClearIsShown() {
        var form = "<html><form action=http://acme.test/in><input type=password name=p></form></html>";
        assertThat(new PlainHttpDetector()
                        .detect(Samples.apex()
                                .page("https://acme.test/", 200, form)
                                .evidence()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence().getFirst().excerpt())
                        .isEqualTo("<input type=\"password\" name=\"p\"> on https://acme.test/"));
    }

    @Test
    void plainHttpIsReportedWhereHttpsIsProvablyMissing() {
        var detector = new PlainHttpDetector();
        assertThat(Samples.apex().http().closed(443).found(detector)).containsExactly("http.https.unavailable");
        assertThat(Samples.apex().http().found(detector))
                .as("443 was not asked")
                .isEmpty();
        assertThat(Samples.apex().https().closed(8443).found(detector)).isEmpty();
        var login = "<html><form action='/in'><input type=password></form></html>";
        assertThat(Samples.apex().page("http://acme.test/", 200, login).found(detector))
                .containsExactly("http.form.password-over-http");
        assertThat(Samples.apex().page("https://acme.test/", 200, login).found(detector))
                .isEmpty();
        assertThat(Samples.apex()
                        .page("https://acme.test/", 200, login.replace("/in", "http://acme.test/in"))
                        .found(detector))
                .containsExactly("http.form.password-over-http");
        assertThat(Samples.apex()
                        .page("http://acme.test/", 401, "", "WWW-Authenticate: Basic realm=x")
                        .found(detector))
                .containsExactly("http.auth.basic-over-http");
    }

    @Test
    void aPasswordAskedForOverPlainHttpIsTheHostsOwn() {
        var detector = new PlainHttpDetector();
        for (var scheme : List.of("basic", "Digest")) {
            assertThat(Samples.apex()
                            .page("http://acme.test/", 401, "", "WWW-Authenticate: " + scheme + " realm=x")
                            .found(detector))
                    .as(scheme)
                    .containsExactly("http.auth.basic-over-http");
        }
        assertThat(Samples.apex()
                        .page("http://acme.test/", 401, "", "WWW-Authenticate: Negotiate")
                        .found(detector))
                .as("no password is sent")
                .isEmpty();
        assertThat(Samples.apex()
                        .page("http://acme.test/", 403, "", "WWW-Authenticate: Basic realm=x")
                        .found(detector))
                .as("nothing is asked")
                .isEmpty();
        assertThat(Samples.apex()
                        .page("http://acme.test/", 301, "", "Location: https://acme.test/")
                        .then("https://acme.test/", 401, "", "WWW-Authenticate: Basic realm=x")
                        .found(detector))
                .as("asked over https")
                .isEmpty();
        assertThat(Samples.apex()
                        .page("http://acme.test/", 301, "", "Location: http://elsewhere.test/")
                        .then("http://elsewhere.test/", 200, "<html><form><input type=password></form></html>")
                        .found(detector))
                .as("somebody else's form")
                .isEmpty();
    }

    /// Over plain http a page alone is worse than a way elsewhere; what is neither is no site.
    @Test
    void aSiteWithoutHttpsIsWeighed() {
        var detector = new PlainHttpDetector();
        assertThat(severities(detector, Samples.apex().http().closed(443))).containsExactly("MEDIUM");
        assertThat(severities(detector, to("http://elsewhere.test/").closed(443)))
                .containsExactly("LOW");
        assertThat(Samples.apex()
                        .page("http://acme.test/", 200, "{}", "Content-Type: application/json")
                        .closed(443)
                        .found(detector))
                .isEmpty();
    }
}
