package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.detectors.exposure.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.detectors.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When more is asked for, because of what was answered so far.
class OccasionTest {

    private static final String PAGE = "<html><body>x</body></html>";

    @Test
    void aFileWasFound() {
        var occasion = Occasion.found("/a", "/b");
        assertThat(occasion.test(List.of())).isFalse();
        assertThat(occasion.test(Answers.unknown().path("/b", "x").exchanges())).isTrue();
        assertThat(occasion.test(Answers.unknown().path("/c", "x").exchanges())).isFalse();
        assertThat(occasion.test(Answers.unknown().path("/a", "").exchanges()))
                .as("nothing in it")
                .isFalse();
        assertThat(occasion.test(Answers.unknown()
                        .path("/a", answer(404, "text/plain", "x"))
                        .exchanges()))
                .isFalse();
    }

    /// Status, kind and field of an answer, its page, and whether it tells of PHP.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html | X-Powered-By: PHP/8.3 | x | true",
                "404 | text/html | X-Powered-By: PHP/8.3 | x | true",
                "200 | text/html | X-Powered-By: Express | x | false",
                "200 | text/html | Set-Cookie: PHPSESSID=1; Path=/ | x | true",
                "200 | text/html | Set-Cookie: laravel_session=1 | x | true",
                "200 | text/html | Set-Cookie: phpsessid=1 | x | true",
                "200 | text/html | Set-Cookie: MYPHPSESSID=1 | x | false",
                "200 | text/html | X-Other: 1 | <a href='/index.php'>x</a> | true",
                "200 | text/html | X-Other: 1 | <img src='/wp-content/a.png'> | true",
                "404 | text/html | X-Other: 1 | <a href='/index.php'>x</a> | false",
                "200 | text/plain | X-Other: 1 | see index.php | false",
                "200 | text/html | X-Other: 1 | x | false",
            })
    void phpShowsItself(int status, String type, String field, String body, boolean shown) {
        var seen =
                Answers.unknown().path("/", answer(status, type, body, field)).exchanges();
        assertThat(Occasion.runsPhp(seen)).isEqualTo(shown);
    }

    @Test
    void theConfigurationOfWordPressAnswersWithNothing() {
        assertThat(Occasion.runsPhp(Answers.clean().path("/wp-config.php", "").exchanges()))
                .isTrue();
        assertThat(Occasion.runsPhp(Answers.unknown()
                        .randomPaths(_ -> answer(200, "text/plain", ""))
                        .path("/wp-config.php", answer(200, "text/plain", ""))
                        .exchanges()))
                .as("everything is answered so")
                .isFalse();
        assertThat(Occasion.runsPhp(Answers.clean()
                        .path("/wp-config.php", answer(404, "text/plain", ""))
                        .exchanges()))
                .isFalse();
        assertThat(Occasion.runsPhp(Answers.clean().path("/config.php", "").exchanges()))
                .isFalse();
    }

    private static List<String> further(Answers answers) {
        return ExposureDetectors.families()
                .flatMap(family -> family.furtherProbes(Answers.HOST, answers.exchanges()).stream())
                .map(Probe::path)
                .toList();
    }

    private static List<String> first() {
        return ExposureDetectors.families()
                .flatMap(family -> family.probes(Answers.HOST).stream())
                .map(Probe::path)
                .toList();
    }

    @Test
    void whatHasAnOccasionIsAskedForThenAlone() {
        var page = Answers.unknown().path("/", answer(200, "text/html", PAGE));
        assertThat(further(page)).isEmpty();
        assertThat(further(Answers.unknown().path("/.git/HEAD", "ref: refs/heads/main")))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first())
                .allMatch(path -> path.startsWith("/.git/"));
        assertThat(first()).contains("/.git/HEAD", "/.env").doesNotHaveDuplicates();
    }
}
