package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of rarer headers, one row each; an empty right side means that nothing is wrong.
class FurtherHeaderDetectorsTest {

    private static final String SESSION = "Set-Cookie: sid=4fA81b2c9d0e4fA81b2c9d0e; Secure; HttpOnly";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cross-Origin-Opener-Policy: same-origin |",
                "Cross-Origin-Opener-Policy: same-origin; report-to=\"main\" |",
                "Cross-Origin-Opener-Policy: noopener-allow-popups |",
                "Cross-Origin-Opener-Policy: Same-Origin | http.coop.invalid",
                "Cross-Origin-Opener-Policy: require-corp | http.coop.invalid",
                "Cross-Origin-Embedder-Policy: credentialless |",
                "Cross-Origin-Embedder-Policy: same-origin | http.coep.invalid",
                "Cross-Origin-Resource-Policy: cross-origin |",
                "Cross-Origin-Resource-Policy: * | http.corp.invalid",
                "Cross-Origin-Resource-Policy: same-site; report-to=main | http.corp.invalid",
                "X-Other: 1 |",
            })
    void crossOriginIsolation(String header, @Nullable String expected) {
        assertFound(Samples.apex().https(header), new CrossOriginIsolationDetector(), expected);
        assertFound(
                Samples.apex().page("https://acme.test/", 200, "{}", "Content-Type: application/json", header),
                new CrossOriginIsolationDetector(),
                null);
        assertFound(
                Samples.apex().page("https://acme.test/", 404, "<html>", header),
                new CrossOriginIsolationDetector(),
                null);
    }

    @Test
    void isolationSentTwiceIsNone() {
        var field = "Cross-Origin-Resource-Policy: same-origin";
        assertFound(Samples.apex().https(field, field), new CrossOriginIsolationDetector(), "http.corp.invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Expect-CT: max-age=86400, enforce | http.expect-ct",
                "Public-Key-Pins: pin-sha256=\"abc\"; max-age=5184000 | http.hpkp",
                "Public-Key-Pins: max-age=5184000; pin-sha256=\"abc\"; includeSubDomains | http.hpkp",
                "Public-Key-Pins: pin-sha256=\"abc\"; max-age=0 |",
                "Public-Key-Pins: max-age=5184000 |",
                "Public-Key-Pins-Report-Only: pin-sha256=\"abc\"; max-age=1 |",
            })
    void deadHeaders(String header, @Nullable String expected) {
        var detector = new DeadHeaderDetector();
        assertFound(Samples.apex().https(header), detector, expected);
        assertFound(Samples.apex().page("https://acme.test/", 502, "", header), detector, null);
        assertFound(Samples.apex().http(header), detector, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public | http.cache.sensitive",
                "max-age=600 | http.cache.sensitive",
                "Public, Max-Age=600 | http.cache.sensitive",
                "max-age=0, s-maxage=60 | http.cache.sensitive",
                "max-age=600, s-maxage=0 |",
                "max-age=0 |",
                "private, max-age=600 |",
                "no-store |",
                "public, no-cache |",
                "public, no-cache=\"set-cookie\" |",
                "must-revalidate |",
            })
    void sharedCaches(String value, @Nullable String expected) {
        var detector = new SharedCacheDetector();
        assertFound(Samples.apex().https("Cache-Control: " + value, SESSION), detector, expected);
        assertFound(Samples.apex().https("Cache-Control: " + value), detector, null);
    }

    @Test
    void whatIsForOneVisitor() {
        var detector = new SharedCacheDetector();
        var cached = "Cache-Control: public, max-age=600";
        var url = "https://acme.test/";
        assertFound(Samples.apex().https(SESSION), detector, null);
        assertFound(Samples.apex().https(cached, "Set-Cookie: theme=dark"), detector, null);
        assertFound(Samples.apex().https(cached, SESSION + "; Max-Age=0"), detector, null);
        assertFound(Samples.apex().page(url, 302, "", cached, SESSION), detector, null);
        var form = "<html><form><input type=password name=p VALUE></form>";
        assertFound(Samples.apex().page(url, 200, form.replace("VALUE", ""), cached), detector, null);
        var filled = Samples.apex().page(url, 200, form.replace("VALUE", "value=hunter2"), cached);
        assertFound(filled, detector, "http.cache.sensitive");
        assertThat(detector.detect(filled.evidence()).getFirst().evidence())
                .extracting(proof -> proof.excerpt())
                .containsExactly(cached, url + " holds a password in the field p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 10.0.0.1",
                "1.1 proxy (172.16.4.9:3128) | 172.16.4.9",
                "for=192.168.178.20;by=x | 192.168.178.20",
                "fd12:3456:789a::1 | fd12:3456:789a::1",
                "app-7.prod.internal | app-7.prod.internal",
                "1.1 WEB01.corp | WEB01.corp",
                "db.local, x | db.local",
                // Traps: public and documentation addresses, versions, names that only look like it.
                "203.0.113.9 |",
                "172.32.0.1 |",
                "10.0.0.256 |",
                "v10.0.0.1 |",
                "10.0.0.1-beta |",
                "10.0.0.1.2 |",
                "fd00 |",
                "www.corp.acme.test |",
                "local |",
                "vegur, 1.1 varnish |",
            })
    void innerNames(String text, @Nullable String expected) {
        assertThat(InternalAddressDetector.named(text).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Via: 1.1 10.1.2.3 | true",
                "X-Backend-Server: web1.internal | true",
                "X-Forwarded-Server: 192.168.0.9 | true",
                // The redirects judge Location; a version may look like an address.
                "Location: http://10.1.2.3/ | false",
                "Server: Product/10.0.0.1 | false",
                "X-Powered-By: 10.0.0.1 | false",
            })
    void headersThatNameMachines(String header, boolean found) {
        assertFound(
                Samples.apex().https(header),
                new InternalAddressDetector(),
                found ? "http.disclosure.internal-address" : null);
    }

    @Test
    void commentsThatNameMachines() {
        var detector = new InternalAddressDetector();
        var page = "<html><body><!-- served by 10.1.2.3 --><p>10.9.9.9</p></body></html>";
        assertFound(Samples.apex().page("https://acme.test/", 200, page), detector, "http.disclosure.internal-address");
        assertFound(Samples.apex().page("https://acme.test/", 200, page.replace("10.1.2.3", "us")), detector, null);
        assertFound(Samples.apex().page("https://acme.test/", 500, page), detector, null);
    }

    private static void assertFound(Samples sample, Detector detector, @Nullable String expected) {
        assertThat(sample.found(detector)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }
}
