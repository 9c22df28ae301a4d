package io.reconai.engine.detectors.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.BodyNotes;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.SecretFacts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How secrets that were noted in bodies are judged.
class SecretDetectorTest {

    private static SecretFacts secret(String kind, String digest) {
        return new SecretFacts(kind, "abcd…yz", 40, digest, 7);
    }

    private static Answers with(Answers answers, String path, SecretFacts... secrets) {
        var answer = Answers.answer(200, "text/javascript", "key = abcd**yz")
                .noting(new BodyNotes(Arrays.asList(secrets), "", null));
        return answers.path(path, answer);
    }

    private static List<Finding> found(Answers answers) {
        return new SecretDetector().detect(answers.evidence());
    }

    @ParameterizedTest
    @CsvSource({
        "aws-access-key, aws-access-key, MEDIUM, CERTAIN",
        "aws-secret-key, aws-access-key, CRITICAL, CERTAIN",
        "github, github, CRITICAL, CERTAIN",
        "slack, slack, HIGH, CERTAIN",
        "stripe-live, stripe, CRITICAL, CERTAIN",
        "stripe-test, stripe, LOW, CERTAIN",
        "google-api-key, google-api-key, INFO, CERTAIN",
        "google-service-account, google-service-account, CRITICAL, CERTAIN",
        "private-key, private-key, CRITICAL, CERTAIN",
        "private-key-encrypted, private-key, HIGH, CERTAIN",
        "jwt, jwt, INFO, CERTAIN",
        "jwt-service-role, jwt, HIGH, CERTAIN",
        "mailgun, mailgun, HIGH, FIRM",
        "url-credentials, url-credentials, HIGH, FIRM",
        "setting, generic, LOW, FIRM",
    })
    void weighsTheKind(String kind, String check, String severity, String confidence) {
        var answers = Answers.unknown();
        var answer = Answers.answer(500, "text/html", "x").noting(new BodyNotes(List.of(secret(kind, "00")), "", null));
        var findings = found(answers.again(Answers.answer(404, "text/html", "")).at("script", "/a.js", answer));
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().checkId()).isEqualTo("exposure.secret." + check);
        assertThat(findings.getFirst().severity().name()).isEqualTo(severity);
        assertThat(findings.getFirst().confidence().name()).isEqualTo(confidence);
        assertThat(findings.getFirst().evidence().getFirst().pointer())
                .isEqualTo("/exchanges/1/answer/notes/secrets/0");
    }

    @Test
    void theSameUnderSeveralAddressesIsOne() {
        var answers = with(with(Answers.unknown(), "/a", secret("github", "01")), "/b", secret("github", "01"));
        var findings = found(answers);
        assertThat(findings).extracting(Finding::location).containsExactly("https://www.acme.test/a");
        assertThat(findings.getFirst().evidence()).hasSize(2);
    }

    @Test
    void othersOfAKindAtOneAddressAreOneFindingWithAProofEach() {
        var findings =
                found(with(Answers.unknown(), "/a", secret("aws-access-key", "01"), secret("aws-secret-key", "02")));
        assertThat(findings).extracting(finding -> finding.severity().name()).containsExactly("CRITICAL");
        assertThat(findings.getFirst().evidence()).hasSize(2);
    }

    @Test
    void filesThatAreCredentialsAreSaidOnce() {
        assertThat(found(with(Answers.unknown(), "/.npmrc", secret("npm", "01"))))
                .isEmpty();
        assertThat(found(with(Answers.unknown(), "/.git/config", secret("url-credentials", ""))))
                .isEmpty();
        assertThat(found(with(Answers.unknown(), "/.env", secret("stripe-live", "01"))))
                .as("which key to change")
                .hasSize(1);
    }

    @Test
    void answersToRandomPathsAndUnknownKindsAreNone() {
        var answer =
                Answers.answer(404, "text/html", "x").noting(new BodyNotes(List.of(secret("github", "01")), "", null));
        assertThat(found(Answers.unknown().randomPaths(_ -> answer).again(answer)))
                .isEmpty();
        assertThat(found(with(Answers.unknown(), "/a", secret("of-tomorrow", "01"))))
                .isEmpty();
    }
}
