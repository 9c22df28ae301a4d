package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Severity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Environment files of frameworks: `NAME=value` lines, most of which are secrets.
///
/// Templates that are meant to be shared are told by their names; a tutorial that shows such lines is a page.
final class EnvironmentFiles {

    private static final Check DOTENV = check(
            "dotenv",
            CRITICAL,
            "An environment file can be read by everybody",
            "It holds what the application signs, encrypts and logs in with.",
            REMOVE);

    private static final Pattern LINE = Pattern.compile("(?:export )?([A-Z][A-Z0-9_]{2,})\\s*=(.*)");
    private static final Pattern TELLING = Pattern.compile(
            "APP_KEY|DB_.*|DATABASE_URL|.*_SECRET.*|.*_PASSWORD|.*_TOKEN|.*_KEY|AWS_.*|MAIL_.*|REDIS_.*|JWT_.*");
    private static final Pattern SECRET = Pattern.compile("DATABASE_URL|.*SECRET.*|.*PASSWORD|.*TOKEN|.*_KEY");
    private static final Pattern TEMPLATE = Pattern.compile(".*\\.(?:example|sample|dist)");

    static final List<Exposure> ROWS = List.of(Exposure.of(
            DOTENV,
            EnvironmentFiles::leak,
            "/.env",
            "/.env.local",
            "/.env.production",
            "/.env.prod",
            "/.env.dev",
            "/.env.backup",
            "/.env.bak",
            "/.env.old",
            "/.env.save",
            "/api/.env",
            "/app/.env",
            "/backend/.env",
            "/.env.example"));

    private EnvironmentFiles() {}

    private static Optional<Leak> leak(Answered answered) {
        var lines =
                answered.lines().stream().filter(line -> !line.startsWith("#")).toList();
        var set =
                lines.stream().map(LINE::matcher).filter(line -> line.matches()).toList();
        var names = set.stream().map(line -> line.group(1)).toList();
        if (set.size() < 2
                || set.size() < 0.6 * lines.size()
                || names.stream().noneMatch(name -> TELLING.matcher(name).matches())) {
            return Optional.empty();
        }
        return Optional.of(new Leak(
                severity(
                        answered.path(),
                        set.stream()
                                .anyMatch(line ->
                                        SECRET.matcher(line.group(1)).matches() && Values.isReal(line.group(2)))),
                "sets " + String.join(", ", names)));
    }

    private static Severity severity(String path, boolean holdsSecret) {
        if (TEMPLATE.matcher(path).matches()) {
            return INFO;
        }
        return holdsSecret ? CRITICAL : MEDIUM;
    }
}
