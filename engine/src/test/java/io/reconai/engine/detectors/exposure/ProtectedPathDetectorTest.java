package io.reconai.engine.detectors.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Proof;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which refusals say that something is there.
class ProtectedPathDetectorTest {

    private final ProtectedPathDetector detector = new ProtectedPathDetector();

    private static HttpAnswer refusal(int status) {
        return Answers.answer(status, "text/html", "<html><body>Forbidden</body></html>");
    }

    private static HttpAnswer absence() {
        return Answers.answer(404, "text/html", "<html><body>Not found</body></html>");
    }

    private List<Finding> found(Answers answers) {
        return detector.detect(answers.evidence());
    }

    /// Paths that are refused, or `path=status`, where all others are absent.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        forbidden               | /server-status=403                   | 1
        for who signs in        | /.git/HEAD=401                       | 1
        two                     | /.git/HEAD=403 /.env=403             | 2
        with a query            | /status?full=403                     | 1
        beside an .ht file      | /.htpasswd=403 /.env=403             | 1
        trap: servers refuse it | /.htpasswd=403 /app/.htaccess=403    | 0
        trap: absent            | /.env=404                            | 0
        trap: there             | /.env=200                            | 0
        trap: sent elsewhere    | /.env=302                            | 0
        trap: asked to wait     | /.env=429                            | 0
        trap: an error          | /.env=500                            | 0
        """)
    void whereOthersAreAbsent(String why, String paths, int proofs) {
        var answers = Answers.clean();
        for (var path : paths.split(" ")) {
            answers.path(path.split("=")[0], refusal(Integer.parseInt(path.split("=")[1])));
        }
        assertThat(found(answers.cleanAgain()))
                .flatExtracting(Finding::evidence)
                .hasSize(proofs);
    }

    @Test
    void saysWhatWasAnswered() {
        var answers = Answers.clean();
        var index = answers.exchanges().size();
        assertThat(found(answers.path("/.env", refusal(403)).cleanAgain()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.checkId()).isEqualTo("exposure.protected");
                    assertThat(finding.location()).isEqualTo("https://www.acme.test");
                    assertThat(finding.evidence())
                            .containsExactly(new Proof(
                                    "/exchanges/" + index + "/answer/status",
                                    "https://www.acme.test/.env answered 403"));
                });
    }

    @Test
    void randomPathsThatAreRefusedTooSayNothing() {
        for (var status : List.of(401, 403)) {
            var dots = Answers.unknown().randomPaths(path -> path.contains("/.") ? refusal(status) : absence());
            assertThat(found(dots.path("/server-status", refusal(403)).cleanAgain()))
                    .isEmpty();
        }
        assertThat(found(Answers.clean().path("/.env", refusal(403)).again(refusal(403))))
                .isEmpty();
    }

    @Test
    void withoutRandomPathsNothingIsKnown() {
        assertThat(found(Answers.unknown().path("/.env", refusal(403)))).isEmpty();
        assertThat(found(Answers.clean().path("/.env", refusal(403)))).isEmpty();
    }

    @Test
    void aFiltersPageIsNobodysRefusal() {
        var challenge = Answers.answer(403, "text/html", "<html>", "cf-mitigated: challenge");
        assertThat(found(Answers.clean().path("/.env", challenge).cleanAgain())).isEmpty();
    }

    @Test
    void manyAreRefusedByWhoKnowsTheNames() {
        for (var paths : List.of(10, 11)) {
            var answers = Answers.clean();
            Stream.iterate(0, i -> i < paths, i -> i + 1).forEach(i -> answers.path("/.env." + i, refusal(403)));
            assertThat(found(answers.cleanAgain())).hasSize(paths == 10 ? 1 : 0);
        }
    }

    @Test
    void whatOthersAskedForIsNotLookedAt() {
        assertThat(found(Answers.clean().at("root", "/", refusal(403)).cleanAgain()))
                .isEmpty();
    }

    @Test
    void asksNothingThatIsNotAskedAnyway() {
        var asked = ExposureDetectors.families()
                .flatMap(family -> family.probes(Answers.HOST).stream())
                .toList();
        assertThat(detector.probes(Answers.HOST)).isNotEmpty().isSubsetOf(asked);
    }
}
