package io.reconai.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Our own list of words, how it is made, and lists of others of whatever size and shape.
class WordListTest {

    private static final String HEAP = "-Xmx64m";

    private static List<String> shipped() {
        try (var opened = new WordList(Optional.empty()).open()) {
            return read(opened.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<String> read(byte[] list) {
        var words = new ArrayList<String>();
        WordList.words(new ByteArrayInputStream(list), "").forEachRemaining(words::add);
        return words;
    }

    @Test
    void ourOwnListHoldsManyLabelsTheObviousOnesFirst() {
        var words = shipped();
        assertThat(words).hasSizeGreaterThanOrEqualTo(20_000).doesNotHaveDuplicates();
        assertThat(words)
                .allMatch(word -> word.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9-]{1,63})?"), "valid");
        assertThat(words.subList(0, 100))
                .contains("www", "mail", "api", "dev", "admin", "staging", "vpn", "ns1", "mx", "ftp", "portal", "git");
        assertThat(words)
                .contains("web17", "db-03", "api-staging", "qa-portal", "jenkins", "jupiter", "fra1", "payroll");
    }

    @Test
    void ourOwnListIsWhatItsProgramComposes(@TempDir Path folder) throws Exception {
        var composed = folder.resolve("words.txt");
        var made = java(List.of("src/build/words/ComposeWords.java", composed.toString()));
        assertThat(made.exit()).as(made.said()).isZero();
        assertThat(Files.readString(composed))
                .as("run engine/src/build/words/ComposeWords.java again")
                .isEqualTo(Files.readString(Path.of("src/main/resources/io/reconai/engine/discovery/words.txt")));
    }

    static Stream<Arguments> lists() {
        var longest = "x".repeat(1_000_000);
        return Stream.of(
                Arguments.of("lines of Windows", bytes("www\r\nmail\r\n"), List.of("www", "mail")),
                Arguments.of("no end of the last line", bytes("www\nmail"), List.of("www", "mail")),
                Arguments.of("a byte order mark", bytes("\uFEFFwww\nmail\n"), List.of("www", "mail")),
                Arguments.of("a mark before a comment", bytes("\uFEFF# mine\nmail\n"), List.of("mail")),
                Arguments.of("blanks, empty lines, comments", bytes(" www\t\n\n  \n#x\nmail "), List.of("www", "mail")),
                Arguments.of("capitals", bytes("WWW\nMail\n"), List.of("www", "mail")),
                Arguments.of("nothing", bytes(""), List.of()),
                Arguments.of("a zero octet", bytes("w\0w\nmail\n"), List.of("w\0w", "mail")),
                Arguments.of("a long line", bytes(longest + "\nmail\n"), List.of("x".repeat(253), "mail")),
                Arguments.of(
                        "octets that are no UTF-8",
                        new byte[] {'w', (byte) 0xff, '\n', (byte) 0xc3, '\n', 'm', '\n'},
                        List.of("w\uFFFD", "\uFFFD", "m")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What can be no name is read too; it is the sweep that leaves it out and counts it.
    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void listsOfOthersAreReadAsTheyAre(String what, byte[] list, List<String> words) {
        assertThat(read(list)).as(what).isEqualTo(words);
    }

    /// In a process of its own, whose heap is smaller than the list by half.
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void tenMillionLinesTakeNoMoreMemoryThanTen() throws Exception {
        var run = java(List.of(
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                LongWordList.class.getName(),
                "10000000",
                "200000"));
        assertThat(run.exit()).as(run.said()).isZero();
        assertThat(run.said()).contains("read 10000000 words").contains("asked 200000, skipped 40, found 200");
    }

    private record Run(int exit, String said) {}

    private static Run java(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }
}
