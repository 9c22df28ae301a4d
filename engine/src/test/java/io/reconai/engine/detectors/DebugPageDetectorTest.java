package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Error pages of frameworks, and pages that only speak of them.
class DebugPageDetectorTest {

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Django            | HIGH     | 404 | `<p>You're seeing this error because you have <code>DEBUG = True</code> in your settings`",
                "Werkzeug          | CRITICAL | 500 | `<title>x // Werkzeug Debugger</title><script>EVALEX = true, </script>`",
                "Werkzeug, closed  | MEDIUM   | 500 | `<title>x // Werkzeug Debugger</title><script>EVALEX = false, </script>`",
                "Laravel           | MEDIUM   | 500 | `<script src=\"/ignition.js\"></script>Illuminate\\Database\\QueryException`",
                "Whoops            | MEDIUM   | 500 | `<div class=\"Whoops container\">`",
                "Rails             | MEDIUM   | 404 | `<h1>Routing Error</h1><p>Rails.root: /srv/app</p>`",
                "Spring            | INFO     | 404 | `<h1>Whitelabel Error Page</h1>`",
                "ASP.NET           | MEDIUM   | 500 | `<h1>Server Error in '/' Application.</h1><b>Stack Trace:</b>`",
                "Express           | MEDIUM   | 500 | `<pre>Error: x<br> at f (/srv/node_modules/express/a.js:1)</pre>`",
                "Python            | MEDIUM   | 500 | `Traceback (most recent call last):\n  File \"/srv/app.py\", line 1`",
            })
    void isFound(String framework, String severity, int status, String body) {
        var found = new DebugPageDetector()
                .detect(Samples.apex()
                        .probed("baseline", "https://acme.test/qzjx", status, body)
                        .evidence());
        assertThat(found).as(framework).hasSize(1);
        assertThat(found.getFirst().severity().name()).isEqualTo(severity);
        assertThat(found.getFirst().location()).isEqualTo("https://acme.test");
        assertThat(Samples.apex().page("https://acme.test/", 200, body).found(new DebugPageDetector()))
                .as("a page that speaks of it")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | `<h1>Not found</h1>`",
                "500 | `<h1>Server Error</h1>`",
                "404 | `<p>Set DEBUG = False in production`",
                "500 | `<pre>Error: no such user</pre>`",
            })
    void anErrorAloneIsNone(int status, String body) {
        assertThat(Samples.apex()
                        .probed("baseline", "https://acme.test/qzjx", status, body)
                        .found(new DebugPageDetector()))
                .isEmpty();
    }

    @Test
    void theWorstOfAnOriginIsSaidOnce() {
        var found = new DebugPageDetector()
                .detect(Samples.apex()
                        .probed("baseline", "https://acme.test/a", 404, "<h1>Whitelabel Error Page</h1>")
                        .probed("baseline", "https://acme.test/b", 500, "<div class=\"Whoops container\">")
                        .evidence());
        assertThat(found).extracting(finding -> finding.severity().name()).containsExactly("MEDIUM");
    }
}
