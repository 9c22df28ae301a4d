package io.reconai.engine.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservatoryTest {

    private static final String HTTP = "http://www.acme.test/";
    private static final String HTTPS = "https://www.acme.test/";

    private static final int CSP = 0;
    private static final int COOKIES = 1;
    private static final int SHARING = 2;
    private static final int REDIRECTION = 3;
    private static final int REFERRER = 4;
    private static final int HSTS = 5;
    private static final int INTEGRITY = 6;
    private static final int SNIFFING = 7;
    private static final int FRAMING = 8;
    private static final int RESOURCES = 9;

    /// Answers in the order in which they came.
    private static final class Site {

        private final List<Exchange> exchanges = new ArrayList<>();

        Site page(String body, String... fields) {
            return add("root", HTTPS, 0, true, 200, body, List.of(), fields);
        }

        Site add(
                String probe,
                String url,
                int hop,
                boolean verified,
                int status,
                String body,
                List<Header> sent,
                String... fields) {
            var headers = Stream.concat(
                            Stream.of("Content-Type: text/html"),
                            Arrays.stream(fields).filter(field -> !field.isEmpty()))
                    .map(line -> line.split(": ", 2))
                    .map(parts -> new Header(parts[0], parts[1]))
                    .toList();
            var chain = hop == 0 ? exchanges.size() : exchanges.getLast().chain();
            exchanges.add(new Exchange(
                    probe,
                    "GET",
                    url,
                    "203.0.113.1",
                    hop,
                    chain,
                    sent,
                    ExchangeOutcome.ANSWERED,
                    "",
                    verified,
                    new HttpAnswer(status, "http/1.1", headers, body, body.length(), false, "00", "T"),
                    Instant.EPOCH,
                    1));
            return this;
        }

        Evidence evidence() {
            var host = Host.of(new DomainName("www.acme.test"), new DomainName("acme.test"));
            return Evidence.builder("scan", ScanMode.ACTIVE, host, Instant.EPOCH)
                    .exchanges(exchanges)
                    .build();
        }

        String outcome(int test) {
            return Observatory.of(evidence()).orElseThrow().results().get(test).outcome();
        }
    }

    private static String[] fields(@Nullable String text) {
        return text == null ? new String[0] : text.split(" && ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        default-src 'none'                                                   | csp-implemented-with-no-unsafe-default-src-none
        default-src 'none'; script-src 'self'                                | csp-implemented-with-no-unsafe-default-src-none
        DEFAULT-SRC 'SELF'                                                   | csp-implemented-with-no-unsafe
        default-src 'self'; style-src 'unsafe-inline'                        | csp-implemented-with-unsafe-inline-in-style-src-only
        default-src 'self'; report-uri /a; report-uri /b                     | csp-implemented-but-duplicate-directives
        default-src 'self'; img-src http://a.test                            | csp-implemented-with-insecure-scheme-in-passive-content-only
        default-src 'self' 'unsafe-eval'                                     | csp-implemented-with-unsafe-eval
        default-src 'self' 'unsafe-inline'                                   | csp-implemented-with-unsafe-inline
        default-src 'self'; script-src https:                                | csp-implemented-with-unsafe-inline
        default-src 'self'; object-src *                                     | csp-implemented-with-unsafe-inline
        script-src 'self'                                                    | csp-implemented-with-unsafe-inline
        default-src 'self'; connect-src http://a.test                        | csp-implemented-with-insecure-scheme
        default-src 'self'; default-src 'none'                               | csp-header-invalid
        a b                                                                  | csp-header-invalid
        default-src 'self'; script-src 'strict-dynamic'                      | csp-header-invalid
        default-src 'none'; script-src 'nonce-a' 'unsafe-inline'             | csp-implemented-with-no-unsafe-default-src-none
        default-src 'none'; script-src 'nonce-a' 'strict-dynamic' https:     | csp-implemented-with-no-unsafe-default-src-none
        default-src 'none'; script-src                                       | csp-implemented-with-no-unsafe-default-src-none
        """)
    void policies(String policy, String expected) {
        assertThat(new Site().page("", "Content-Security-Policy: " + policy).outcome(CSP))
                .isEqualTo(expected);
    }

    @Test
    void policiesAreTakenTogether() {
        var site = new Site()
                .page(
                        "",
                        "Content-Security-Policy: default-src 'self' 'unsafe-inline'",
                        "Content-Security-Policy: default-src 'self'");
        assertThat(site.outcome(CSP)).isEqualTo(Outcome.CSP_IMPLEMENTED_WITH_NO_UNSAFE.id());
        var meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        assertThat(new Site().page(meta).outcome(CSP))
                .isEqualTo(Outcome.CSP_IMPLEMENTED_WITH_NO_UNSAFE_DEFAULT_SRC_NONE.id());
        assertThat(new Site().page("").outcome(CSP)).isEqualTo(Outcome.CSP_NOT_IMPLEMENTED.id());
        assertThat(new Site()
                        .page("", "Content-Security-Policy-Report-Only: default-src 'none'")
                        .outcome(CSP))
                .isEqualTo(Outcome.CSP_NOT_IMPLEMENTED_BUT_REPORTING_ENABLED.id());
    }

    /// S stands for a HSTS field that lasts a year.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                                                         | cookies-not-found
        a=1; Secure; HttpOnly                            | cookies-secure-with-httponly-sessions
        a=1; Secure; SameSite=Lax                        | cookies-secure-with-httponly-sessions-and-samesite
        heroku-session-affinity=1                        | cookies-not-found
        a=1                                              | cookies-without-secure-flag
        a=1 && S                                         | cookies-without-secure-flag-but-protected-by-hsts
        sessionid=1; HttpOnly                            | cookies-session-without-secure-flag
        sessionid=1; HttpOnly && S                       | cookies-session-without-secure-flag-but-protected-by-hsts
        LOGIN=1; Secure                                  | cookies-session-without-httponly-flag
        csrftoken=1; Secure                              | cookies-anticsrf-without-samesite-flag
        a=1; Secure; SameSite=Often                      | cookies-samesite-flag-invalid
        a=1; SameSite=None                               | cookies-samesite-flag-invalid
        a=1; Secure; SameSite=Lax && sess=1; Secure      | cookies-session-without-httponly-flag
        """)
    void cookies(@Nullable String cookies, String expected) {
        var fields = Arrays.stream(fields(cookies))
                .map(field ->
                        field.equals("S") ? "Strict-Transport-Security: max-age=31536000" : "Set-Cookie: " + field)
                .toArray(String[]::new);
        assertThat(new Site().page("", fields).outcome(COOKIES)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                                                                                          | not-implemented
        Access-Control-Allow-Origin: *                                                    | implemented-with-public-access
        Access-Control-Allow-Origin: https://www.acme.test                                | implemented-with-restricted-access
        Access-Control-Allow-Origin: https://x.example                                    | implemented-with-restricted-access
        Access-Control-Allow-Origin: https://x.example && Access-Control-Allow-Credentials: true | implemented-with-universal-access
        """)
    void sharing(@Nullable String answered, String expected) {
        var sent = List.of(new Header("Origin", "https://x.example"));
        var site = new Site().page("").add("cors-foreign", HTTPS, 0, true, 200, "", sent, fields(answered));
        assertThat(site.outcome(SHARING)).isEqualTo("cross-origin-resource-sharing-" + expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Referrer-Policy: no-referrer               | 4 | referrer-policy-private
        Referrer-Policy: nobody, strict-origin     | 4 | referrer-policy-private
        Referrer-Policy: strict-origin, unsafe-url | 4 | referrer-policy-unsafe
        Referrer-Policy: nobody                    | 4 | referrer-policy-header-invalid
        X: y                                       | 4 | referrer-policy-not-implemented
        Strict-Transport-Security: max-age=15552000               | 5 | hsts-implemented-max-age-at-least-six-months
        Strict-Transport-Security: max-age=15551999               | 5 | hsts-implemented-max-age-less-than-six-months
        Strict-Transport-Security: max-age=-1                     | 5 | hsts-implemented-max-age-less-than-six-months
        Strict-Transport-Security: max-age="60"                   | 5 | hsts-implemented-max-age-at-least-six-months
        Strict-Transport-Security: max-age=1, max-age=2           | 5 | hsts-header-invalid
        Strict-Transport-Security: includeSubDomains              | 5 | hsts-header-invalid
        X: y                                                      | 5 | hsts-not-implemented
        X-Content-Type-Options: NoSniff            | 7 | x-content-type-options-nosniff
        X-Content-Type-Options: sniff              | 7 | x-content-type-options-header-invalid
        X: y                                       | 7 | x-content-type-options-not-implemented
        X-Frame-Options: DENY                      | 8 | x-frame-options-sameorigin-or-deny
        X-Frame-Options: ALLOW-FROM https://a.test | 8 | x-frame-options-allow-from-origin
        X-Frame-Options: ALLOWALL                  | 8 | x-frame-options-header-invalid
        X: y                                       | 8 | x-frame-options-not-implemented
        Content-Security-Policy: frame-ancestors * | 8 | x-frame-options-implemented-via-csp
        Cross-Origin-Resource-Policy: same-site    | 9 | corp-implemented-with-same-site
        Cross-Origin-Resource-Policy: same-origin  | 9 | corp-implemented-with-same-origin
        Cross-Origin-Resource-Policy: cross-origin | 9 | corp-implemented-with-cross-origin
        Cross-Origin-Resource-Policy: nobody       | 9 | corp-header-invalid
        X: y                                       | 9 | corp-not-implemented
        """)
    void singleFields(String field, int test, String expected) {
        assertThat(List.of(REFERRER, HSTS, SNIFFING, FRAMING, RESOURCES)).contains(test);
        assertThat(new Site().page("", field).outcome(test)).isEqualTo(expected);
    }

    @Test
    void strictTransportNeedsHttpsAndACertificate() {
        var plain = new Site().add("root", HTTP, 0, false, 200, "", List.of());
        assertThat(plain.outcome(HSTS)).isEqualTo(Outcome.HSTS_NOT_IMPLEMENTED_NO_HTTPS.id());
        var unverified = new Site()
                .add("root", HTTPS, 0, false, 200, "", List.of(), "Strict-Transport-Security: max-age=31536000");
        assertThat(unverified.outcome(HSTS)).isEqualTo(Outcome.HSTS_INVALID_CERT.id());
    }

    /// The addresses of the chain from http, the last of which is a page unless it is told to lead on.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                                                                      | not-needed-no-http
        http://www.acme.test/                                         | missing
        http://www.acme.test/ https://www.acme.test/                  | to-https
        http://www.acme.test/ http://www.acme.test/a                  | not-to-https
        http://www.acme.test/ http://www.acme.test/a https://www.acme.test/ | not-to-https-on-initial-redirection
        http://www.acme.test/ https://acme.test/                      | off-host-from-http
        http://www.acme.test/ -> https://login.example/               | off-host-from-http
        http://www.acme.test/ -> https://www.acme.test/elsewhere      | to-https
        """)
    void redirections(@Nullable String chain, String expected) {
        var site = new Site();
        var way = chain == null ? new String[0] : chain.split(" ");
        for (var i = 0; i < way.length && !way[i].equals("->"); i++) {
            var left = i + 1 < way.length ? "Location: " + way[way.length - 1] : "";
            site.add("root", way[i], i, true, left.isEmpty() ? 200 : 301, "", List.of(), left);
        }
        assertThat(site.page("").outcome(REDIRECTION)).isEqualTo("redirection-" + expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        <p>none</p>                                                    | not-implemented-but-no-scripts-loaded
        <script src="/a.js"></script>                                  | not-implemented-but-all-scripts-loaded-from-secure-origin
        <script src="https://cdn.acme.test/a.js"></script>             | not-implemented-but-all-scripts-loaded-from-secure-origin
        <script src="/a.js" integrity="sha256-a"></script>             | implemented-and-all-scripts-loaded-securely
        <script src="https://a.example/a.js" integrity="sha256-a"></script> | implemented-and-external-scripts-loaded-securely
        <script src="https://a.example/a.js"></script>                 | not-implemented-but-external-scripts-loaded-securely
        <script src="//a.example/a.js" integrity="sha256-a"></script>  | implemented-but-external-scripts-not-loaded-securely
        <script src="http://a.example/a.js"></script>                  | not-implemented-and-external-scripts-not-loaded-securely
        """)
    void scripts(String body, String expected) {
        assertThat(new Site().page(body).outcome(INTEGRITY)).isEqualTo("sri-" + expected);
    }

    @Test
    void nothingIsLikelyWithoutHeaders() {
        var bare = Observatory.of(new Site().page("").evidence()).orElseThrow();
        assertThat(bare.results()).hasSize(10);
        assertThat(bare.score()).as("100 - 25 - 20 - 5 - 20").isEqualTo(30);
        assertThat(bare.grade()).isEqualTo("D");
    }

    @Test
    void whoDoesAllGetsMoreThanAHundred() {
        var best = new Site()
                .page(
                        "",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                        "Strict-Transport-Security: max-age=31536000",
                        "X-Content-Type-Options: nosniff",
                        "Referrer-Policy: no-referrer",
                        "Cross-Origin-Resource-Policy: same-origin");
        var verdict = Observatory.of(best.evidence()).orElseThrow();
        assertThat(verdict.score()).as("100 + 10 + 5 + 5 + 10").isEqualTo(130);
        assertThat(verdict.grade()).isEqualTo("A+");
    }

    /// Extra points count from 90 on alone.
    @ParameterizedTest
    @CsvSource({
        "REFERRER_POLICY_PRIVATE, X_CONTENT_TYPE_OPTIONS_NOT_IMPLEMENTED, 100, A+",
        "REFERRER_POLICY_PRIVATE, CSP_IMPLEMENTED_WITH_UNSAFE_EVAL, 95, A",
        "REFERRER_POLICY_PRIVATE, CSP_IMPLEMENTED_WITH_UNSAFE_INLINE, 80, B+",
        "REDIRECTION_OFF_HOST_FROM_HTTP, CSP_IMPLEMENTED_WITH_UNSAFE_EVAL, 85, A-",
        "COOKIES_SESSION_WITHOUT_SECURE_FLAG, X_FRAME_OPTIONS_NOT_IMPLEMENTED, 40, D+",
        "COOKIES_SESSION_WITHOUT_SECURE_FLAG, REFERRER_POLICY_UNSAFE, 55, C",
        "SRI_NOT_IMPLEMENTED_AND_EXTERNAL_SCRIPTS_NOT_LOADED_SECURELY, "
                + "CROSS_ORIGIN_RESOURCE_SHARING_IMPLEMENTED_WITH_UNIVERSAL_ACCESS, 0, F",
    })
    void scores(Outcome one, Outcome other, int score, String grade) {
        var verdict = Observatory.of(List.of(one, other));
        assertThat(verdict.score()).isEqualTo(score);
        assertThat(verdict.grade()).isEqualTo(grade);
    }

    @Test
    void errorsAndSilenceAreNotGraded() {
        assertThat(Observatory.of(new Site().evidence())).isEmpty();
        assertThat(Observatory.of(new Site()
                        .add("root", HTTPS, 0, true, 404, "", List.of())
                        .evidence()))
                .isEmpty();
        assertThat(Observatory.of(new Site()
                        .add("root", HTTPS, 0, true, 401, "", List.of())
                        .evidence()))
                .isPresent();
    }
}
