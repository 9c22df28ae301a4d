package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of headers, one row each; an empty right side means that nothing is wrong.
class HeaderDetectorsTest {

    private static final String HSTS = "Strict-Transport-Security: ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=31536000; includeSubDomains |",
                "max-age=\"31536000\" |",
                "MAX-AGE = 31536000 ; unknown=1 |",
                "max-age=31536000; includeSubDomains; preload |",
                "max-age=31536000; preload | http.hsts.preload-inconsistent",
                "max-age=15551999 | http.hsts.short",
                "max-age=15551999; includeSubDomains; preload | http.hsts.short http.hsts.preload-inconsistent",
                "max-age=31535999; includeSubDomains; preload | http.hsts.preload-inconsistent",
                "max-age=15552000 |",
                "max-age=0 | http.hsts.disabled",
                "includeSubDomains | http.hsts.invalid",
                "max-age=abc | http.hsts.invalid",
                "max-age=31536000; max-age=1 | http.hsts.invalid",
            })
    void strictTransportSecurity(String value, @Nullable String expected) {
        assertFound(Samples.apex().https(HSTS + value), new HstsDetector(), expected);
    }

    @Test
    void strictTransportSecurityCountsOnlyOverVerifiedHttps() {
        var detector = new HstsDetector();
        assertFound(Samples.apex().https(), detector, "http.hsts.missing");
        assertFound(Samples.apex().answer("https://acme.test/", false, 200, "<html>"), detector, null);
        assertFound(Samples.apex().page("https://acme.test/", 503, "<html>"), detector, null);
        assertFound(Samples.apex().http(HSTS + "max-age=31536000"), detector, "http.hsts.over-http");
        assertFound(
                Samples.apex().https(HSTS + "max-age=31536000", HSTS + "max-age=31536001"),
                detector,
                "http.hsts.duplicate");
        assertFound(Samples.apex().https(HSTS + "max-age=31536000", HSTS + "max-age=31536000"), detector, null);
    }

    @Test
    void aMissingHstsWeighsMoreBeforeALogin() {
        var login = "<html><form><input type=\"PASSWORD\"></form>";
        var found = new HstsDetector()
                .detect(Samples.apex().page("https://acme.test/", 200, login).evidence());
        assertThat(found).extracting(finding -> finding.severity()).containsExactly(Severity.MEDIUM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default-src 'self' |",
                "script-src 'nonce-abc' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; base-uri 'none' |",
                "script-src 'self' 'unsafe-inline' 'sha256-abc'; object-src 'none'; base-uri 'self' |",
                "script-src 'self' 'unsafe-inline'; object-src 'none' | http.csp.weak-script-src",
                "script-src data:; object-src 'none' | http.csp.weak-script-src",
                "script-src https:; object-src 'none' | http.csp.weak-script-src",
                "img-src 'self'; object-src 'none' | http.csp.weak-script-src",
                "default-src 'self' 'unsafe-eval' | http.csp.unsafe-eval",
                "default-src 'self' 'wasm-unsafe-eval' |",
                "script-src 'self' | http.csp.no-object-src",
                "default-src 'self'; object-src * | http.csp.no-object-src",
                "default-src 'self'; object-src https://cdn.test |",
                "script-src 'none' |",
                "script-src 'nonce-abc'; object-src 'none' | http.csp.no-base-uri",
                "default-src 'self' http://cdn.test | http.csp.http-source",
                "default-src 'self' https://cdn.jsdelivr.net | http.csp.bypass-host",
                "default-src 'self' unpkg.com:443/ | http.csp.bypass-host",
                "default-src 'self' https://cdn.jsdelivr.net/npm/vue@3/ |",
                "default-src 'self' https://cdn.jsdelivr.net.acme.test |",
                "default-src 'self'; img-src https://cdn.jsdelivr.net |",
                "script-src 'nonce-abc' 'strict-dynamic' https://unpkg.com; object-src 'none'; base-uri 'none' |",
                "script-src 'unsafe-inline' https://unpkg.com; object-src 'none' | http.csp.weak-script-src",
                "default-src 'self'; style-src 'unsafe-inline' | http.csp.style-unsafe",
                "default-src 'self'; style-src 'self' data: | http.csp.style-unsafe",
                "default-src 'self'; style-src https: | http.csp.style-unsafe",
                "default-src 'self' 'unsafe-inline'; script-src 'self' | http.csp.style-unsafe",
                // Browsers ignore it beside a hash; what is not said is not weak; scripts are worse.
                "default-src 'self'; style-src 'unsafe-inline' 'sha256-abc' |",
                "default-src 'self'; style-src cdn.test |",
                "script-src 'self'; object-src 'none' |",
                "script-src 'unsafe-inline'; style-src 'unsafe-inline'; object-src 'none' | http.csp.weak-script-src",
                "default-src 'self'; style-src 'unsafe-inline', style-src 'self' |",
                "nonsense | http.csp.invalid",
                "script-src 'strict-dynamic' | http.csp.invalid",
                "script-src 'unsafe-inline', default-src 'self' |",
                // The same directive again: with other sources, with the same ones, in a policy of its own.
                "default-src 'self'; script-src 'self'; script-src cdn.test | http.csp.duplicate-directive",
                "default-src 'self'; img-src a.test; IMG-SRC b.test | http.csp.duplicate-directive",
                "default-src 'self'; img-src a.test b.test; img-src B.test  A.test |",
                "default-src 'self'; script-src 'self', default-src 'none'; script-src cdn.test |",
                "default-src 'self'; upgrade-insecure-requests; upgrade-insecure-requests; |",
                // Plain http: of scripts browsers ignore it beside 'strict-dynamic'; reports are no sources.
                "script-src 'self' http://cdn.test; object-src 'none' | http.csp.http-source",
                "script-src 'nonce-a' 'strict-dynamic' http://cdn.test; object-src 'none'; base-uri 'none' |",
                "script-src 'nonce-a' 'strict-dynamic'; img-src http://cdn.test; object-src 'none'; base-uri 'none'"
                        + " | http.csp.http-source",
                "script-src 'nonce-a' http://cdn.test; object-src 'none'; base-uri 'none' | http.csp.http-source",
                "default-src 'self'; report-uri http://reports.test/ |",
                // A field without a policy.
                "'' | http.csp.missing",
            })
    void contentSecurityPolicy(String value, @Nullable String expected) {
        assertFound(
                Samples.apex().https("Content-Security-Policy: " + value),
                new ContentSecurityPolicyDetector(),
                expected);
    }

    /// Of a page's head browsers heed a policy, but for what it says of frames and of reports (§3.3).
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default-src 'self' |",
                "frame-ancestors 'none' | http.csp.invalid",
                "sandbox; report-uri /r | http.csp.invalid",
                "default-src 'self'; frame-ancestors a.test; frame-ancestors b.test |",
                "default-src 'self'; img-src a.test; img-src b.test | http.csp.duplicate-directive",
            })
    void policiesOfPages(String content, @Nullable String expected) {
        var page = "<html><head><meta http-equiv='Content-Security-Policy' content=\"" + content + "\"></head>"
                + "<script></script>";
        assertFound(
                Samples.apex().page("https://acme.test/", 200, page), new ContentSecurityPolicyDetector(), expected);
    }

    /// How much it matters that there is no policy, or that one trusts plain http.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default-src 'self' http://cdn.test | <script> | http.csp.http-source LOW",
                "default-src 'self' http://cdn.test; upgrade-insecure-requests | <script> | http.csp.http-source INFO",
                "'' | <script> | http.csp.missing LOW",
                "'' | <form><input type=password></form> | http.csp.missing MEDIUM",
            })
    void weightOfPolicies(String policy, String body, String expected) {
        var sample = Samples.apex()
                .page("https://acme.test/", 200, "<html>" + body + "</html>", "Content-Security-Policy: " + policy);
        assertThat(new ContentSecurityPolicyDetector().detect(sample.evidence()))
                .extracting(finding -> finding.checkId() + " " + finding.severity())
                .containsExactly(expected);
    }

    /// A filter's page in place of the site: one line, and what is said of the transport.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "403 | <script>window._cf_chl_opt={}</script> | X-A: b | true",
                "503 | <iframe src=/_Incapsula_Resource?CWUDNSAI=1></iframe> | X-A: b | true",
                "429 | <script src=https://ct.captcha-delivery.com/c.js></script> | X-A: b | true",
                "403 | <div id='px-captcha'></div> | X-A: b | true",
                "403 | Wait | cf-mitigated: challenge | true",
                "202 | Wait | x-amzn-waf-action: challenge | true",
                "200 | Wait | x-vercel-mitigated: challenge | true",
                // Words on a page of the site's own, a refusal, a filter that only stands there.
                "200 | <script>window._cf_chl_opt={}</script> | X-A: b | false",
                // Scripts that filters add to pages of the site, be they errors.
                "403 | <script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script> | X-A: b | false",
                "403 | <script src=/_Incapsula_Resource?SWJIYLWA=1></script> | X-A: b | false",
                "403 | Staff only | Server: cloudflare | false",
                "200 | Welcome | x-iinfo: 1-2-3 | false",
                "200 | Welcome | x-amzn-waf-action: allow | false",
            })
    void challenges(int status, String body, String field, boolean isOne) {
        var sample = Samples.apex()
                .page(
                        "https://acme.test/",
                        status,
                        "<html><script></script>" + body + "</html>",
                        "Set-Cookie: sessionid=4fA81b2c9d0e4fA81b2c9d0e",
                        "Server: nginx/1.2.3",
                        field);
        var said = Detectors.all().stream()
                .filter(detector -> detector.id().startsWith("http_"))
                .flatMap(detector -> sample.found(detector).stream())
                .toList();
        if (isOne) {
            assertThat(said)
                    .containsExactlyInAnyOrderElementsOf(
                            status < 500
                                    ? List.of("http.hsts.missing", "http.page.behind-challenge")
                                    : List.of("http.page.behind-challenge"));
        } else {
            assertThat(said).contains("http.csp.missing").doesNotContain("http.page.behind-challenge");
        }
    }

    @Test
    void absenceOfAPolicyIsJudgedOnPagesOnly() {
        var detector = new ContentSecurityPolicyDetector();
        assertFound(Samples.apex().https(), detector, "http.csp.missing");
        assertFound(
                Samples.apex().https("Content-Security-Policy-Report-Only: default-src 'self'"),
                detector,
                "http.csp.report-only");
        assertFound(Samples.apex().page("https://acme.test/", 404, "<html>"), detector, null);
        assertFound(Samples.apex().page("https://acme.test/", 200, "<html>parked"), detector, null);
        assertFound(Samples.apex().page("https://acme.test/", 200, "<html>" + "x".repeat(1_017)), detector, null);
        assertFound(
                Samples.apex().page("https://acme.test/", 200, "<html>" + "x".repeat(1_018)),
                detector,
                "http.csp.missing");
        var meta = "<html><head><meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\"></head>"
                + "<script></script>";
        assertFound(Samples.apex().page("https://acme.test/", 200, meta), detector, null);
        assertFound(
                Samples.apex()
                        .page("https://acme.test/", 302, "", "Location: https://other.example/")
                        .then("https://other.example/", 200, "<html><script></script>"),
                detector,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Frame-Options: DENY |",
                "X-Frame-Options: sameorigin |",
                "X-Frame-Options: ALLOWALL | http.framing.invalid",
                "X-Frame-Options: ALLOW-FROM https://a.test | http.framing.allow-from",
                "X-Frame-Options: DENY, SAMEORIGIN | http.framing.invalid",
                "Content-Security-Policy: frame-ancestors 'self' |",
                "Content-Security-Policy: frame-ancestors * | http.framing.missing",
                "Content-Security-Policy: frame-ancestors https: | http.framing.missing",
                "Content-Security-Policy: frame-ancestors https://a.test |",
                "X-Other: 1 | http.framing.missing",
            })
    void framing(String header, @Nullable String expected) {
        assertFound(Samples.apex().https(header), new FramingDetector(), expected);
    }

    /// How much it matters that a page may be framed: where there is something to click on.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><form action='/in'></form></html> | X-Other: 1 | http.framing.missing LOW",
                "<html><p>formal</p></html> | X-Other: 1 | http.framing.missing INFO",
                "<html><p>x</p></html> | Set-Cookie: PHPSESSID=q8s7d6f5g4h3j2k1l0m9n8b7 | http.framing.missing LOW",
                "<html><p>x</p></html> | X-Frame-Options: DENY, SAMEORIGIN | http.framing.invalid INFO",
                "<html><p>x</p></html> | X-Frame-Options: ALLOWALL | http.framing.invalid LOW",
                "<html><p>x</p></html> | 'X-Frame-Options: DENY, ' | ''",
                "<html><p>x</p></html> | 'X-Frame-Options: ,' | http.framing.missing INFO",
            })
    void framingIsWeighed(String page, String header, String expected) {
        var found = new FramingDetector()
                .detect(Samples.apex()
                        .page("https://acme.test/", 200, page, header)
                        .evidence());
        assertThat(found.stream()
                        .map(finding -> finding.checkId() + " " + finding.severity())
                        .toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosniff |",
                "NoSniff, nosniff |",
                "none | http.xcto.invalid",
            })
    void contentTypeOptions(String value, @Nullable String expected) {
        assertFound(
                Samples.apex().https("X-Content-Type-Options: " + value), new ContentTypeOptionsDetector(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-referrer |",
                "unsafe-url, strict-origin |",
                "strict-origin, unsafe-url | http.referrer-policy.unsafe",
                "origin | http.referrer-policy.unsafe",
                "no-referer | http.referrer-policy.invalid",
            })
    void referrerPolicy(String value, @Nullable String expected) {
        assertFound(Samples.apex().https("Referrer-Policy: " + value), new ReferrerPolicyDetector(), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera=(), geolocation=(self \"https://a.test\") | true",
                "autoplay=* | true",
                "fullscreen=self | true",
                "camera=();report-to=main | true",
                "camera=(), | false",
                "geolocation 'none' | false",
                "camera 'self'; microphone 'none' | false",
                "Camera=() | false",
            })
    void permissionsPolicy(String value, boolean readable) {
        assertThat(PermissionsPolicyDetector.isDictionary(value)).isEqualTo(readable);
        assertThat(Samples.apex().https("Permissions-Policy: " + value).found(new PermissionsPolicyDetector()))
                .isEqualTo(readable ? List.of() : List.of("http.permissions-policy.invalid"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera=* | http.permissions-policy.wildcard",
                "fullscreen=*, payment=*;report-to=main | http.permissions-policy.wildcard",
                "geolocation=(*) | http.permissions-policy.wildcard",
                "fullscreen=* |",
                "camera=(self) |",
                "x-camera=* |",
            })
    void permissionsForAll(String value, @Nullable String expected) {
        assertFound(Samples.apex().https("Permissions-Policy: " + value), new PermissionsPolicyDetector(), expected);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "1; mode=block, false", "'1;mode=block', false", "1; report=/x, true"})
    void xssProtection(String value, boolean harmful) {
        assertThat(XssProtectionDetector.doesHarm(value)).isEqualTo(harmful);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Server: nginx |",
                "Server: nginx/1.21.0 | http.disclosure.server",
                "Server: Apache/2.4.49 (Debian) | http.disclosure.server",
                "X-Powered-By: PHP/7.4.3 | http.disclosure.server",
                "X-AspNet-Version: 4.0.30319 | http.disclosure.server",
                "Via: 1.1 varnish |",
                "Via: 1.1 cache (Varnish/6.0) | http.disclosure.server",
                "X-Runtime: 0.005 |",
                "Server: cloudflare |",
            })
    void disclosure(String header, @Nullable String expected) {
        assertFound(Samples.apex().https(header), new DisclosureDetector(), expected);
    }

    /// Each proxy may add a field of its own (RFC 9110 §7.6.3).
    @Test
    void aVersionIsSeenInAnyOfSeveralFields() {
        var found = new DisclosureDetector()
                .detect(Samples.apex()
                        .https("Via: 1.1 varnish", "Server: nginx", "Via: 1.1 cache (Varnish/6.0)")
                        .evidence());
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().evidence())
                .extracting(proof -> proof.pointer() + " " + proof.excerpt())
                .containsExactly("/exchanges/0/answer/headers/3 Via: 1.1 cache (Varnish/6.0)");
    }

    @ParameterizedTest
    @CsvSource({
        "JSESSIONID=4fA81b2c9d0e4fA81b2c9d0e, true",
        "__Host-sid=4fA81b2c9d0e4fA81b2c9d0e, true",
        "__secure-token=4fA81b2c9d0e4fA81b2c9d0e, true",
        "__Host-theme=4fA81b2c9d0e4fA81b2c9d0e, false",
        "mysess=4fA81b2c9d0e4fA81b2c9d0e, true",
        "JSESSIONID=short, false",
        "JSESSIONID=4fA81b2c9d0e4fA8, true",
        "JSESSIONID=4fA81b2c9d0e4fA, false",
        "incap_ses_1=4fA81b2c9d0e4fA81b2c9d0e, false",
        "heroku-session-affinity=4fA81b2c9d0e4fA81b2c9d0e, false",
        "XSRF-TOKEN=4fA81b2c9d0e4fA81b2c9d0e, false",
        "theme=4fA81b2c9d0e4fA81b2c9d0e, false",
        "token, false"
    })
    void sessionCookies(String field, boolean isSession) {
        assertThat(SessionCookie.isSession(field + "; Path=/; HttpOnly")).isEqualTo(isSession);
    }

    /// Sixteen characters, and 64 bits by the alphabet that is in use.
    @ParameterizedTest(name = "{1} times {0}")
    @CsvSource({
        "0, 20, true", "0, 19, false", "9, 20, true", "/, 20, false", ":, 20, false", //
        "a, 16, true", "a, 15, false", "z, 16, true", "`, 20, false", "{, 20, false", //
        "A, 16, true", "A, 15, false", "Z, 16, true", "@, 20, false", "[, 20, false", //
        "-, 64, true", "-, 63, false"
    })
    void sessionsAreRandom(String character, int times, boolean isSession) {
        assertThat(SessionCookie.isSession("JSESSIONID=" + character.repeat(times)))
                .isEqualTo(isSession);
    }

    private static void assertFound(Samples sample, Detector detector, @Nullable String expected) {
        assertThat(sample.found(detector)).isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }
}
