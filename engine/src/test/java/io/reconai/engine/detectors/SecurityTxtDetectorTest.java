package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The file and its absence, one row each; an empty right side means that nothing is wrong.
class SecurityTxtDetectorTest {

    private static final String PATH = "/.well-known/security.txt";

    private final SecurityTxtDetector detector = new SecurityTxtDetector();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Contact: mailto:a@acme.test;Expires: 2026-12-31T00:00:00Z |",
                "contact: https://acme.test/report;expires: 2026-12-31T00:00:00z |",
                "Contact: mailto:a@acme.test;Expires: 2026-02-28T00:00:00Z | expired",
                "Contact: mailto:a@acme.test | invalid",
                "Contact: mailto:a@acme.test;Expires: soon | invalid",
                "Contact: mailto:a@acme.test;Expires: 2026-12-31T00:00:00Z;Expires: 2026-12-31T00:00:00Z | invalid",
                "Contact: a@acme.test;Expires: 2026-12-31T00:00:00Z | invalid",
                "Contact: a@acme.test;Contact: tel:+1-201-555-0123;Expires: 2026-12-31T00:00:00Z |",
                "Contact: mailto:a@b.c;Expires: 2027-01-01T00:00:00Z;Canonical: https://acme.test" + PATH + " |",
                "Contact: mailto:a@b.c;Expires: 2027-01-01T00:00:00Z;Canonical: https://b.test/x | canonical-mismatch",
                // Seen on 2026-03-01 at noon: to the second a year ahead is not more.
                "Contact: mailto:a@acme.test;Expires: 2027-03-01T12:00:00Z |",
                "Contact: mailto:a@acme.test;Expires: 2027-03-01T12:00:01Z | far-expiry",
                "Contact: mailto:a@acme.test;Expires: 2099-01-01T00:00:00Z | far-expiry",
            })
    void theFile(String lines, @Nullable String expected) {
        assertFound(asked("acme.test", 200, lines.replace(';', '\n'), "text/plain; charset=utf-8"), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.test, 404, text/html, missing",
        "www.acme.test, 410, text/plain, missing",
        "api.acme.test, 404, text/html,",
        "www.dev.acme.test, 404, text/html,",
        // A page that is given for every path, and plain text that is no such file.
        "acme.test, 200, text/html, missing",
        "acme.test, 200, text/plain,",
        // Refused, sent elsewhere or failed: nothing is known.
        "acme.test, 301, text/html,",
        "acme.test, 403, text/html,",
        "acme.test, 429, text/html,",
        "acme.test, 500, text/html,",
    })
    void absence(String host, int status, String type, @Nullable String expected) {
        assertFound(asked(host, status, "<html>Welcome</html>", type), expected);
    }

    @Test
    void notAskedForIsNotMissing() {
        assertFound(Samples.apex().https(), null);
    }

    /// The old place, asked where nothing is at the right one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme.test     | 404 | 200 | text/plain | only-root",
                "www.acme.test | 200 | 200 | text/plain | only-root",
                // A page for every path, a redirect and nothing are no file.
                "acme.test     | 404 | 200 | text/html  | missing",
                "acme.test     | 404 | 301 | text/plain | missing",
                "acme.test     | 404 | 404 | text/plain | missing",
                // Where the right place did not say that nothing is there, nothing is known.
                "acme.test     | 403 | 200 | text/plain |",
                "api.acme.test | 404 | 200 | text/plain |",
            })
    void theOldPlace(String host, int status, int oldStatus, String type, @Nullable String expected) {
        assertFound(
                asked(host, status, "<html>Welcome</html>", "text/html")
                        .probed(
                                "security.txt",
                                "https://" + host + "/security.txt",
                                oldStatus,
                                "Contact: mailto:a@acme.test\nExpires: 2026-12-31T00:00:00Z",
                                "Content-Type: " + type),
                expected);
    }

    @Test
    void aFileAtTheOldPlaceIsReadAsOneAtTheRightOne() {
        var sample = asked("acme.test", 404, "", "text/html")
                .probed(
                        "security.txt",
                        "https://acme.test/security.txt",
                        200,
                        "Contact: mailto:a@acme.test\nExpires: 2026-02-28T00:00:00Z",
                        "Content-Type: text/plain");
        assertThat(sample.found(detector)).containsExactly("http.securitytxt.only-root", "http.securitytxt.expired");
    }

    @ParameterizedTest
    @CsvSource({"acme.test, 404, true", "acme.test, 200, true", "acme.test, 403, false", "api.acme.test, 404, false"})
    void theOldPlaceIsAskedWhereItMayMatter(String host, int status, boolean isAsked) {
        var seen = asked(host, status, "<html>", "text/html").evidence();
        assertThat(detector.furtherProbes(seen.host(), seen.exchanges()))
                .hasSize(isAsked ? 1 : 0)
                .allMatch(probe -> probe.path().equals("/security.txt"));
        var beside = asked(host, status, "<html>", "text/html")
                .probed("robots", "https://" + host + "/robots.txt", 404, "")
                .probed("security.txt", "https://" + host + "/security/", 404, "")
                .evidence();
        assertThat(detector.furtherProbes(beside.host(), beside.exchanges()))
                .as("where other paths lead says nothing")
                .hasSize(isAsked ? 1 : 0);
    }

    private static Samples asked(String host, int status, String body, String type) {
        return (host.equals("acme.test") ? Samples.apex() : Samples.host(host))
                .probed("security.txt", "https://" + host + PATH, status, body, "Content-Type: " + type);
    }

    private void assertFound(Samples sample, @Nullable String expected) {
        assertThat(sample.found(detector))
                .isEqualTo(expected == null ? List.of() : List.of("http.securitytxt." + expected));
    }
}
