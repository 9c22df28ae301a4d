package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What pages load, one row each; an empty right side means that nothing is wrong.
class PageContentDetectorsTest {

    private static final String HASH = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<script src='http://cdn.test/a.js'></script> | http.mixed.active",
                "<SCRIPT SRC='HTTP://cdn.test/a.js'></SCRIPT> | http.mixed.active",
                "<link rel='StyleSheet alternate' href='http://cdn.test/a.css'> | http.mixed.active",
                "<iframe src='http://cdn.test/'></iframe> | http.mixed.active",
                "<object data='http://cdn.test/a.swf'></object> | http.mixed.active",
                "<embed src='http://cdn.test/a.swf'> | http.mixed.active",
                "<base href='http://cdn.test/'><script src='a.js'></script> | http.mixed.active",
                "<form action='http://acme.test/in'><input name=q></form> | http.mixed.active",
                "<img src='http://cdn.test/a.png'> | http.mixed.passive",
                "<video><source src='http://cdn.test/a.mp4'></video> | http.mixed.passive",
                "<script src='https://cdn.test/a.js'></script> http: |",
                // Traps: what is not loaded, or not over http.
                "<script src='//cdn.test/a.js'></script> http: |",
                "<a href='http://cdn.test/'>there</a> |",
                "<form action='/in'><input name=q value='http://cdn.test/'></form> |",
                "<link rel='canonical' href='http://acme.test/'> |",
                "<!-- <script src='http://cdn.test/a.js'></script> --> |",
                "<noscript><img src='http://cdn.test/a.png'></noscript> |",
                "<template><script src='http://cdn.test/a.js'></script></template> |",
                "<script>load('http://cdn.test/a.js')</script> |",
            })
    void mixedContent(String body, @Nullable String expected) {
        assertFound(page("https://acme.test/", body), new MixedContentDetector(), expected);
    }

    @Test
    void mixedContentIsOfHttpsPagesOnly() {
        var script = "<script src='http://cdn.test/a.js'></script>";
        var detector = new MixedContentDetector();
        assertFound(page("http://acme.test/", script), detector, null);
        assertFound(Samples.apex().page("https://acme.test/", 404, script), detector, null);
        assertFound(
                Samples.apex().page("https://acme.test/", 200, script, "Content-Type: application/json"),
                detector,
                null);
        assertFound(Samples.apex(), detector, null);
    }

    @ParameterizedTest
    @CsvSource({"upgrade-insecure-requests, LOW", "block-all-mixed-content, LOW", "default-src 'self', MEDIUM"})
    void aPolicyMayHaveBrowsersHelp(String policy, Severity expected) {
        var page = Samples.apex()
                .page(
                        "https://acme.test/",
                        200,
                        "<script src='http://cdn.test/a.js'></script>",
                        "Content-Security-Policy: " + policy);
        assertThat(new MixedContentDetector().detect(page.evidence()))
                .extracting(finding -> finding.severity())
                .containsExactly(expected);
    }

    @Test
    void upgradedPicturesAreNoFinding() {
        var page = Samples.apex()
                .page(
                        "https://acme.test/",
                        200,
                        "<img src='http://cdn.test/a.png'>",
                        "Content-Security-Policy: upgrade-insecure-requests");
        assertFound(page, new MixedContentDetector(), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<script src='https://cdn.example/jquery-3.7.1.js'></script> | http.sri.missing",
                "<script src='//cdn.example/jquery@3.7.1/jquery.js'></script> | http.sri.missing",
                "<script src='https://cdn.example/v1.2/a.js'></script> | http.sri.missing",
                "<link rel=stylesheet href='https://cdn.example/5.3.0/a.css'> | http.sri.missing",
                "<script src='https://cdn.example/5.3.0/a.js' integrity='HASH' crossorigin></script> |",
                "<script src='https://cdn.example/5.3.0/a.js' integrity='HASH'></script> | http.sri.no-crossorigin",
                "<script src='/a.js' integrity='HASH'></script> |",
                "<script src='/a.js' integrity='sha1-abcd'></script> | http.sri.invalid",
                "<script src='/a.js' integrity='md5-abcd HASH?x=1'></script> |",
                "<script src='/a.js' integrity='sha384 abcd'></script> | http.sri.invalid",
                // Traps: two slashes that do not stand in the page's text as such.
                "<script src='https:&#47;&#x2F;cdn.example/5.3.0/a.js'></script> | http.sri.missing",
                "<script src='/&sol;cdn.example/5.3.0/a.js'></script> | http.sri.missing",
                "<script src='/\t/cdn.example/5.3.0/a.js'></script> | http.sri.missing",
                // Traps: one's own, what changes by design, what names no version, what is not loaded.
                "<script src='https://static.acme.test/jquery-3.7.1.js'></script> |",
                "<script src='/jquery-3.7.1.js'></script> |",
                "<script src='https://js.stripe.com/v3.1/'></script> |",
                "<script src='https://cdn.example/latest/a.js'></script> |",
                "<link rel=preconnect href='https://cdn.example/5.3.0/'> |",
                "<template><script src='https://cdn.example/5.3.0/a.js'></script></template> |",
                "<script src='https://cdn exam ple/5.3.0/a.js'></script> |",
                "<script>var a = 1;</script> |",
            })
    void subresourceIntegrity(String body, @Nullable String expected) {
        var page = Samples.host("www.acme.test").page("https://www.acme.test/", 200, body.replace("HASH", HASH));
        assertFound(page, new SubresourceIntegrityDetector(), expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theSlashesOfAnAddressMayStandOnTwoLines(String between) {
        var script = "<script src='https:/" + between + "/cdn.example/5.3.0/a.js'></script>";
        assertFound(page("https://acme.test/", script), new SubresourceIntegrityDetector(), "http.sri.missing");
    }

    @Test
    void integrityIsOfPagesOnly() {
        var script = "<script src='https://cdn.example/5.3.0/a.js'></script>";
        var detector = new SubresourceIntegrityDetector();
        assertFound(Samples.apex().page("https://acme.test/", 404, script), detector, null);
        assertFound(Samples.apex(), detector, null);
        var several = detector.detect(page("https://acme.test/", script + script.replace("a.js", "b.js"))
                .evidence());
        assertThat(several).hasSize(1);
        assertThat(several.getFirst().evidence())
                .extracting(proof -> proof.excerpt())
                .containsExactly(
                        "<script src=\"https://cdn.example/5.3.0/a.js\"></script>",
                        "<script src=\"https://cdn.example/5.3.0/b.js\"></script>");
    }

    private static Samples page(String url, String body) {
        return Samples.apex().page(url, 200, "<html><head></head><body>" + body + "</body></html>");
    }

    private static void assertFound(Samples sample, Detector detector, @Nullable String expected) {
        assertThat(sample.found(detector)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }
}
