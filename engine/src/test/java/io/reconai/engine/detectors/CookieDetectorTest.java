package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Neighbour;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of cookies, one row each; an empty right side means that nothing is wrong.
class CookieDetectorTest {

    private static final String VALUE = "Zm9vYmFyMTIzNDU2Nzg5MGFi";
    private static final String GOOD = "; Secure; HttpOnly; SameSite=Lax";
    private static final String STRICT = "Strict-Transport-Security: max-age=31536000";

    private final CookieDetector detector = new CookieDetector();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sid=VALUE; Secure; HttpOnly; SameSite=Lax |",
                "sid=VALUE; SECURE; httponly |",
                "sid=VALUE; HttpOnly | no-secure",
                "sid=VALUE; Secure | no-httponly",
                "sid=VALUE | no-secure no-httponly",
                "theme=dark | no-secure",
                "theme=dark; Secure |",
                "sid=short; Secure |",
                // Traps: what load balancers, bot filters and analytics set.
                "incap_ses_1=VALUE |",
                "heroku-session-affinity=VALUE |",
                "AWSALB=VALUE |",
                "_ga=GA1.2.3 |",
                // Traps: tokens that scripts must read.
                "XSRF-TOKEN=VALUE; Secure; SameSite=Strict |",
                "csrftoken=VALUE; Secure | csrf-no-samesite",
                "_csrf=VALUE; Secure | csrf-no-samesite",
                // Traps: deletions, and a comma within a date.
                "sid=VALUE; Max-Age=0 |",
                "sid=VALUE; Expires=Thu, 01 Jan 1970 00:00:00 GMT |",
                "sid=VALUE; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Secure | no-httponly",
                "a=1; Secure; SameSite=None |",
                "a=1; SameSite=None | no-secure samesite-invalid",
                "a=1; Secure; SameSite=Loose | samesite-invalid",
                "a=1; Secure; SameSite=Loose; SameSite=Lax |",
                "__Host-sid=VALUE; Secure; HttpOnly; Path=/ |",
                "__host-sid=VALUE; Secure; HttpOnly; Path=/; Domain=acme.test | prefix-violated",
                "__Host-sid=VALUE; Secure; HttpOnly; Path=/app | prefix-violated",
                "__Secure-a=1; HttpOnly | prefix-violated",
                "sid=VALUE; Secure; HttpOnly; Domain=.acme.test | parent-domain",
                "sid=VALUE; Secure; HttpOnly; Domain=www.acme.test |",
                "theme=dark; Secure; Domain=acme.test |",
                "; Secure |",
            })
    void overHttps(String field, @Nullable String expected) {
        var sample = Samples.host("www.acme.test").https("Set-Cookie: " + field.replace("VALUE", VALUE));
        assertThat(sample.found(detector)).containsExactlyInAnyOrderElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sid=VALUE; HttpOnly | over-http",
                "sid=VALUE | over-http no-httponly",
                "theme=dark |",
                "__Secure-a=1; Secure | prefix-violated",
                "sid=VALUE; Max-Age=0 |",
            })
    void overPlainHttp(String field, @Nullable String expected) {
        var sample = Samples.host("www.acme.test").http("Set-Cookie: " + field.replace("VALUE", VALUE));
        assertThat(sample.found(detector)).containsExactlyInAnyOrderElementsOf(ids(expected));
    }

    @Test
    void strictTransportTakesTheEdgeOff() {
        var cookie = "Set-Cookie: sid=" + VALUE + "; HttpOnly";
        assertThat(severities(Samples.apex().https(cookie))).containsExactly(Severity.MEDIUM);
        assertThat(severities(Samples.apex().https(cookie, STRICT))).containsExactly(Severity.LOW);
        assertThat(severities(Samples.apex().https(cookie, "Strict-Transport-Security: max-age=0")))
                .containsExactly(Severity.MEDIUM);
        assertThat(severities(Samples.apex().https("Set-Cookie: a=1"))).containsExactly(Severity.INFO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "acme.test     | old.acme.test   | MEDIUM",
                "acme.test     | acme.test       | MEDIUM",
                "acme.test     | -               | INFO",
                // Traps: what is not sent the cookie.
                "acme.test     | old.other.test  | INFO",
                "acme.test     | notacme.test    | INFO",
                "acme.test     | 192.0.2.1       | INFO",
                // Traps: a cookie for the host alone, whatever others show.
                "www.acme.test | old.acme.test   | -",
            })
    void sessionsForTheWholeDomainAreWorseBesideATakeover(
            String domain, @Nullable String other, @Nullable Severity expected) {
        var seen = Samples.host("www.acme.test")
                .https("Set-Cookie: sid=" + VALUE + GOOD + "; Domain=" + domain)
                .evidence()
                .toBuilder()
                .neighbours(other == null ? List.of() : List.of(new Neighbour(other, "takeover.cname", other)))
                .build();
        var findings = detector.detect(seen);
        assertThat(findings)
                .extracting(Finding::severity)
                .isEqualTo(Stream.ofNullable(expected).toList());
        if (expected == Severity.MEDIUM) {
            assertThat(findings.getFirst().description()).contains(other + " (takeover.cname)");
            assertThat(findings.getFirst().evidence().getLast())
                    .isEqualTo(new Proof("/neighbours/0", other + " has takeover.cname at " + other));
        }
    }

    @Test
    void severalCookiesAreOneFindingThatShowsNoValue() {
        var sample = Samples.apex()
                .https("Set-Cookie: a=1; Path=/", "Set-Cookie: sid=" + VALUE + "; HttpOnly", "Set-Cookie: b=2" + GOOD);
        var findings = detector.detect(sample.evidence());
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(findings.getFirst().evidence())
                .extracting(proof -> proof.pointer() + " " + proof.excerpt())
                .containsExactly(
                        "/exchanges/0/answer/headers/1 Set-Cookie: a=… (1 characters); Path=/",
                        "/exchanges/0/answer/headers/2 Set-Cookie: sid=Zm9v… (24 characters, SHA-256 "
                                + "ad2d5d885fc8); HttpOnly");
    }

    /// Of a short value the beginning would give away too much, and a hash could be turned back by trying.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Zm9vYmFyMTIzNDU2 | sid=Zm9v… (16 characters, SHA-256 67704c18801e)",
                "Zm9vYmFyMTIzNDU  | sid=… (15 characters)",
            })
    void valuesAreShownInPart(String value, String shown) {
        var found =
                detector.detect(Samples.apex().https("Set-Cookie: sid=" + value).evidence());
        assertThat(found.getFirst().evidence()).extracting(Proof::excerpt).containsExactly("Set-Cookie: " + shown);
    }

    @Test
    void cookiesOfRedirectsCountAndThoseOfOthersDoNot() {
        var cookie = "Set-Cookie: sid=" + VALUE + "; HttpOnly";
        assertThat(Samples.apex()
                        .page("https://acme.test/", 302, "", "Location: https://other.example/", cookie)
                        .then("https://other.example/", 200, "<html>", "Set-Cookie: session=" + VALUE)
                        .found(detector))
                .containsExactly("http.cookie.no-secure");
        assertThat(Samples.apex()
                        .page("https://acme.test/", 500, "<html>", cookie)
                        .found(detector))
                .isEmpty();
        assertThat(Samples.apex().https().found(detector)).isEmpty();
    }

    private List<Severity> severities(Samples sample) {
        return detector.detect(sample.evidence()).stream()
                .map(finding -> finding.severity())
                .toList();
    }

    private static List<String> ids(@Nullable String names) {
        return names == null
                ? List.of()
                : Stream.of(names.split(" ")).map(name -> "http.cookie." + name).toList();
    }
}
