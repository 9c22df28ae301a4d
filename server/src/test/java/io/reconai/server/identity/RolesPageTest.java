package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/roles.md says who may call what, as the code enforces it. Write it anew with `-Dreconai.write-docs=true`.
class RolesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "roles.md");

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
                "# Who may do what",
                "",
                "Made from the code by a test: these are the rules that are enforced. Each role may what those before it",
                "may. An API token may what its scope and its maker's present role both allow. Nobody: no sign-in is",
                "needed. Persons: whoever is signed in, never a token.",
                "",
                "| call | " + Stream.of(Role.values()).map(Role::word).collect(Collectors.joining(" | "))
                        + " | API token |",
                "|---|---|---|---|---|---|"));
        Endpoint.all().stream()
                .filter(endpoint -> endpoint.path().startsWith("/api"))
                .map(RolesPageTest::line)
                .forEach(lines::add);
        lines.add("");
        return String.join("\n", lines);
    }

    private static String line(Endpoint endpoint) {
        var rule = endpoint.rule().orElseThrow();
        var roles = Stream.of(Role.values())
                .map(role -> rule.isPublic() || role.mayActAs(rule.role()) ? "yes" : "")
                .collect(Collectors.joining(" | "));
        return "| `" + endpoint.method() + " " + endpoint.path() + "` | " + roles + " | " + token(rule) + " |";
    }

    private static String token(AccessRule rule) {
        if (rule.isPublic()) {
            return "nobody need be signed in";
        }
        if (!rule.admitsTokens()) {
            return "no";
        }
        return rule.scopes().isEmpty()
                ? "any"
                : rule.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(", "));
    }
}
