package io.reconai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reconai.cli.shell.CommandOutline;
import io.reconai.cli.shell.ManPage;
import io.reconai.cli.shell.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completion and manual, asked of the shells and the formatters themselves where they are installed.
class CompletionTest {

    @TempDir
    private Path folder = Path.of("");

    private static String script(Shell shell) {
        var out = new StringWriter();
        var status = Main.commandLine("completion")
                .setOut(new PrintWriter(out))
                .execute("completion", shell.name().toLowerCase(Locale.ROOT));
        assertThat(status).isZero();
        return out.toString();
    }

    private static Stream<CommandSpec> commands() {
        return Main.commandLine().getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden());
    }

    private static Stream<String> flags(CommandSpec command) {
        return command.options().stream()
                .filter(Predicate.not(ArgSpec::hidden))
                .map(OptionSpec::names)
                .flatMap(Stream::of);
    }

    private record Said(int status, String out, String err) {}

    /// Runs a program that may be absent; then the test is skipped.
    private Said run(String input, String... command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, command[0]))),
                command[0] + " is not installed");
        Files.createDirectories(folder.resolve("work/a-folder"));
        Files.writeString(folder.resolve("work/a-file"), "");
        var in = Files.writeString(folder.resolve("input"), input);
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.resolve("work").toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new Said(builder.start().waitFor(), Files.readString(out), Files.readString(err));
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void everyCommandAndFlagIsCompleted(Shell shell) {
        var script = script(shell);
        commands().forEach(command -> {
            assertThat(script).contains(command.name());
            var lines = linesOf(shell, script, command.name());
            flags(command).forEach(flag -> assertThat(lines)
                    .as("%s %s for %s", command.name(), flag, shell)
                    .containsPattern(named(shell, flag)));
        });
    }

    /// The part of a script that is about one command.
    private static String linesOf(Shell shell, String script, String command) {
        return switch (shell) {
            case BASH -> script.substring(script.lastIndexOf("\n        " + command + ")"), script.indexOf("\n}\n"));
            case ZSH -> script.substring(script.indexOf("\n                " + command + ")"));
            case FISH ->
                String.join(
                        "\n",
                        script.lines()
                                .filter(line -> line.contains("_is " + command + "'"))
                                .toList());
        };
    }

    private static String named(Shell shell, String flag) {
        var end = "(?![a-z-])";
        return switch (shell) {
            case BASH, ZSH -> "(?<![a-z-])" + flag + end;
            case FISH -> (flag.startsWith("--") ? " -l " + flag.substring(2) : " -s " + flag.substring(1)) + end;
        };
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void shellsAcceptTheirScript(Shell shell) throws Exception {
        var program = shell.name().toLowerCase(Locale.ROOT);
        var file = Files.writeString(folder.resolve("script"), script(shell));
        assertThat(run("", program, "-n", file.toString())).isEqualTo(new Said(0, "", ""));
    }

    private static final String CASES = """
        a command              | reconai rep               | replay
        no hidden command      | reconai warm              |
        a flag                 | reconai scan --mod        | --mode --model
        what a flag wants      | reconai scan --mode       | passive standard active
        begun                  | reconai scan --mode a     | active
        with other flags       | reconai --debug scan --silent --fail-on h | high
        an enum                | reconai replay --format js | json jsonl
        an operand             | reconai help exp          | explain
        words of an operand    | reconai completion z      | zsh
        files                  | reconai replay a-fi       | a-file
        files after a flag     | reconai scan -o a-fi      | a-file
        """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = CASES)
    void bashCompletes(String why, String typed, @Nullable String expected) throws Exception {
        var words = new ArrayList<>(List.of(typed.strip().split(" ")));
        if ("what a flag wants".equals(why)) {
            words.add("");
        }
        assertThat(inBash(words)).containsExactlyInAnyOrderElementsOf(list(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bashTakesWordsApart(List<String> words, List<String> expected) throws Exception {
        assertThat(inBash(words)).containsExactlyInAnyOrderElementsOf(expected);
    }

    static Stream<Arguments> bashTakesWordsApart() {
        return Stream.of(
                Arguments.of(List.of("./reconai", "scan", "--mode", "="), List.of("passive", "standard", "active")),
                Arguments.of(List.of("reconai", "scan", "--mode", "=", "st"), List.of("standard")),
                Arguments.of(List.of("reconai", "serve", "--data-dir", "a-f"), List.of("a-folder")));
    }

    private List<String> inBash(List<String> words) throws Exception {
        var array =
                String.join(" ", words.stream().map(word -> "'" + word + "'").toList());
        var said = run(
                script(Shell.BASH) + "COMP_WORDS=(" + array + ") COMP_CWORD=" + (words.size() - 1)
                        + "\n_reconai\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n",
                "bash",
                "--norc",
                "--noprofile");
        assertThat(said.err()).isEmpty();
        return said.out().lines().filter(Predicate.not(String::isEmpty)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = CASES)
    void fishCompletes(String why, String typed, @Nullable String expected) throws Exception {
        var line = typed.strip() + ("what a flag wants".equals(why) ? " " : "");
        var said = run(script(Shell.FISH) + "complete -C '" + line + "'\n", "fish", "--no-config");
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines().map(each -> each.replaceFirst("\t.*", "")))
                .containsExactlyInAnyOrderElementsOf(list(expected));
    }

    private static List<String> list(@Nullable String words) {
        return words == null ? List.of() : List.of(words.strip().split(" "));
    }

    @Test
    void everyCommandHasAManualWithItsFlags() {
        var pages = ManPage.all(CommandOutline.of(Main.commandLine()), "reconai 1.0");
        commands().forEach(command -> {
            var page = pages.stream()
                    .filter(each -> each.name().equals("reconai-" + command.name()))
                    .findFirst()
                    .orElseThrow();
            flags(command)
                    .forEach(flag -> assertThat(page.text()).contains("\\fB" + flag.replace("-", "\\-") + "\\fR"));
        });
        assertThat(pages.getFirst().text()).contains("EXIT STATUS").contains("reconai\\-scan(1)");
    }

    @ParameterizedTest
    @CsvSource({"mandoc,-Tlint -Werror", "groff,-man -ww -z -K utf8"})
    void formattersAcceptTheManual(String formatter, String flags) throws Exception {
        assertThat(Main.commandLine("man-pages")
                        .execute("man-pages", folder.resolve("man").toString()))
                .isZero();
        try (var pages = Files.list(folder.resolve("man"))) {
            for (var page : pages.toList()) {
                var command = new ArrayList<>(List.of(formatter));
                command.addAll(List.of(flags.split(" ")));
                command.add(page.toString());
                var said = run("", command.toArray(String[]::new));
                assertThat(said.out() + said.err())
                        .as(page.getFileName().toString())
                        .isEmpty();
            }
        }
        assertThat(StandardCharsets.US_ASCII
                        .newEncoder()
                        .canEncode(Files.readString(folder.resolve("man/reconai-scan.1"))))
                .as("old formatters want ASCII")
                .isTrue();
    }
}
