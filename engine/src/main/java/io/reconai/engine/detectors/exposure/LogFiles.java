package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Logs of applications.
final class LogFiles {

    private static final String WHY = "Logs tell paths, queries, names of users, and now and then their passwords.";

    private static final Check LARAVEL =
            check("laravel-log", MEDIUM, "The log of a Laravel application can be read by everybody", WHY, REMOVE);
    private static final Check LOG =
            check("app-log", MEDIUM, "A log of the application can be read by everybody", WHY, REMOVE);

    private static final Pattern STAMPED = Pattern.compile(
            "\\[?(?:\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d|\\d\\d-\\w{3}-\\d{4} \\d\\d:\\d\\d|\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d|\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d).*");
    private static final Pattern LEVEL =
            Pattern.compile("(?i)\\b(?:error|warn(?:ing)?|info|debug|notice|critical|fatal)\\b");
    private static final Pattern PLACE = Pattern.compile("(?:/[\\w.-]+){2,}|[A-Z]:\\\\\\w");
    private static final Pattern NPM = Pattern.compile("(?m)^\\d+ (?:info|verbose|error|silly) ");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(LARAVEL, answered -> leak(answered, isLog(answered)), "/storage/logs/laravel.log"),
            Exposure.of(
                    LOG, answered -> leak(answered, isLog(answered)), "/logs/error.log", "/error_log", "/debug.log"),
            Exposure.of(LOG, answered -> leak(answered, isLog(answered)), "/wp-content/debug.log")
                    .after(Occasion::runsPhp),
            Exposure.of(
                    LOG,
                    answered -> leak(
                            answered,
                            NPM.matcher(answered.text()).results().limit(3).count() == 3),
                    "/npm-debug.log"));

    private LogFiles() {}

    private static boolean isLog(Answered answered) {
        var stamped = answered.lines().stream()
                .filter(line -> STAMPED.matcher(line).matches())
                .count();
        return stamped >= 3 && answered.has(LEVEL) && answered.has(PLACE);
    }

    private static Optional<Leak> leak(Answered answered, boolean isProved) {
        var hasPassword = Values.holdsPassword(answered.text());
        return when(isProved, hasPassword ? HIGH : MEDIUM, hasPassword ? "log lines, with a password" : "log lines");
    }
}
