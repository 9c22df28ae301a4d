package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files that say how the site is built and run.
final class BuildFiles {

    private static final String WHY = "They tell what runs there and how, and sometimes hold passwords.";

    private static final Check COMPOSE =
            check("docker-compose", LOW, "A description of containers can be read by everybody", WHY, REMOVE);
    private static final Check DOCKERFILE =
            check("dockerfile", LOW, "The recipe of a container can be read by everybody", WHY, REMOVE);
    private static final Check CI = check("ci", LOW, "The recipe of builds can be read by everybody", WHY, REMOVE);

    private static final Pattern SERVICES = Pattern.compile("(?m)^services:\\s*$");
    private static final Pattern SERVICE = Pattern.compile("(?m)^\\s+(?:image|build):");
    private static final Pattern STAGES = Pattern.compile("(?m)^(?:stages|language|jobs|before_script|install):");
    private static final Pattern SCRIPT = Pattern.compile("(?m)^\\s*(?:script|install|before_script):");
    private static final Pattern PIPELINE =
            Pattern.compile("(?m)^\\s*pipeline\\s*\\{|^\\s*node\\s*(?:\\([^)\\n]*\\))?\\s*\\{");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(
                    COMPOSE,
                    answered -> leak(answered, answered.has(SERVICES) && answered.has(SERVICE), "services"),
                    "/docker-compose.yml",
                    "/docker-compose.yaml",
                    "/compose.yml"),
            Exposure.of(DOCKERFILE, answered -> leak(answered, isDockerfile(answered), "a base image"), "/Dockerfile"),
            Exposure.of(
                    CI,
                    answered -> leak(answered, answered.has(STAGES) && answered.has(SCRIPT), "stages"),
                    "/.gitlab-ci.yml",
                    "/.travis.yml"),
            Exposure.of(
                    CI,
                    answered -> leak(answered, answered.has(PIPELINE) && answered.has("stage"), "a pipeline"),
                    "/Jenkinsfile"));

    private BuildFiles() {}

    private static Optional<Leak> leak(Answered answered, boolean isProved, String shown) {
        var hasPassword = Values.holdsPassword(answered.text());
        return when(isProved, hasPassword ? MEDIUM : LOW, hasPassword ? shown + ", with a password" : shown);
    }

    /// The first instruction is FROM; only comments and ARG may stand before it.
    private static boolean isDockerfile(Answered answered) {
        return answered.lines().stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("ARG "))
                .findFirst()
                .filter(line -> line.matches("FROM \\S+.*"))
                .isPresent();
    }
}
