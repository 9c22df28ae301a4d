package io.reconai.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tests that docs/security appeals to are there, by name and method.
class SecurityPagesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of("engine", "lab", "cli", "server");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?`");

    private static Map<String, Path> tests() throws IOException {
        var tests = new TreeMap<String, Path>();
        for (var module : MODULES) {
            var folder = ROOT.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(folder)) {
                try (var files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file ->
                                    tests.put(file.getFileName().toString().replace(".java", ""), file));
                }
            }
        }
        return tests;
    }

    @Test
    void appealToTestsThatExist() throws IOException {
        var tests = tests();
        var named = 0;
        for (var page : List.of("hostile.md", "threat-model.md", "asvs.md")) {
            var matcher =
                    NAMED.matcher(Files.readString(ROOT.resolve("docs/security").resolve(page)));
            while (matcher.find()) {
                named++;
                assertThat(tests).as(page).containsKey(matcher.group(1));
                if (matcher.group(2) != null) {
                    assertThat(Files.readString(Objects.requireNonNull(tests.get(matcher.group(1)))))
                            .as(page + ": " + matcher.group())
                            .containsPattern("void " + matcher.group(2) + "\\(");
                }
            }
        }
        assertThat(named).isGreaterThan(100);
    }
}
