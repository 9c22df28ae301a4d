package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// docs/checks.md says what the code checks. Write it anew with `-Dreconai.write-docs=true`.
class ChecksPageTest {

    private static final Path PAGE = Path.of("..", "docs", "checks.md");

    @Test
    void isWhatTheCodeSays() throws IOException {
        var expected = page();
        if (Boolean.getBoolean("reconai.write-docs")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew with -Dreconai.write-docs=true")
                .isEqualTo(expected);
    }

    private static String page() {
        var lines = new ArrayList<>(List.of(
                "# Checks",
                "",
                "Everything a scan can report, made from the code by a test. The rule, its traps and its source stand at the",
                "top of each detector in `engine/src/main/java/io/reconai/engine/detectors`. The severity is the usual one;",
                "a finding may carry another where the rule says so. What is not listed is not reported. What is hidden is left",
                "out of results unless `--show-hidden` or `RECONAI_SHOW_HIDDEN=true` asks for it, and never weighs in a score.",
                ""));
        for (var detector : Detectors.all()) {
            lines.add("## " + heading(detector));
            lines.add("");
            lines.add("`" + detector.id() + "`");
            lines.add("");
            lines.add("| check | severity | says | what to do | source |");
            lines.add("|---|---|---|---|---|");
            detector.checks().stream()
                    .sorted(Comparator.comparing(check -> check.id()))
                    .forEach(check -> lines.add("| `" + check.id() + "` | "
                            + check.severity().name().toLowerCase(Locale.ROOT) + (check.hidden() ? ", hidden" : "")
                            + " | " + check.title() + " | "
                            + check.remediation() + " | " + String.join(", ", check.references()) + " |"));
            lines.add("");
        }
        return String.join("\n", lines);
    }

    /// The families of exposed files are one detector with different tables.
    private static String heading(Detector detector) {
        var name = detector.getClass().getSimpleName().replaceAll("Detector$", "");
        return name.equals("Exposure")
                ? "Exposure: "
                        + detector.id().replaceAll("^exposure_|_detector$", "").replace('_', ' ')
                : name;
    }
}
