package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sites that speak HTTP/1.0 alone, and those that only seem to.
class HttpVersionDetectorTest {

    private static final HttpVersionDetector DETECTOR = new HttpVersionDetector();

    /// The versions of the answers over https, over http and to a path; a field of the first.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        all of them                | http/1.0 | http/1.0 | http/1.0 | 200 | X-A: b             | http.version.http10-only
        none of them               | http/1.1 | http/1.1 | http/1.1 | 200 | X-A: b             |
        trap: a newer http         | http/1.0 | http/1.1 | http/1.0 | 200 | X-A: b             |
        trap: a newer path         | http/1.0 | http/1.0 | http/1.1 | 200 | X-A: b             |
        trap: only errors          | http/1.1 | http/1.1 | http/1.0 | 200 | X-A: b             |
        trap: a proxy's error      | http/1.0 | http/1.0 | http/1.0 | 503 | X-A: b             |
        trap: only a redirect      | http/1.0 | http/1.0 | http/1.0 | 302 | Location: https://b.test/ |
        trap: HTTP/3 is offered    | http/1.0 | http/1.0 | http/1.0 | 200 | Alt-Svc: h3=":443" |
        """)
    void verdict(
            String why, String https, String http, String path, int status, String field, @Nullable String expected) {
        var seen = Samples.apex()
                .page("https://acme.test/", status, "<html>", field)
                .page("http://acme.test/", status, "<html>")
                .probed("robots", "https://acme.test/robots.txt", 404, "")
                .evidence();
        var found = DETECTOR.detect(in(seen, List.of(https, http, path)));
        assertThat(found)
                .extracting(finding -> finding.checkId())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    private static Evidence in(Evidence seen, List<String> versions) {
        var exchanges = new ArrayList<Exchange>();
        for (var i = 0; i < versions.size(); i++) {
            var made = seen.exchanges().get(i);
            var answer = made.answered().orElseThrow();
            exchanges.add(made.withAnswer(
                    new HttpAnswer(answer.status(), versions.get(i), answer.headers(), "", 0, false, "00", "T")));
        }
        return seen.toBuilder().exchanges(exchanges).build();
    }
}
