package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WaitingTextsTest {

    @Test
    void textsComeBackInAnyOrderWhileMoreArrive() throws Exception {
        try (var waiting = new WaitingTexts()) {
            var first = waiting.add("grün, 緑 and 💚");
            var empty = waiting.add("");
            var second = waiting.add("second");
            assertThat(waiting.read(first)).isEqualTo("grün, 緑 and 💚");
            var last = waiting.add("x".repeat(100_000));
            assertThat(waiting.read(last)).hasSize(100_000);
            assertThat(waiting.read(empty)).isEmpty();
            assertThat(waiting.read(second)).isEqualTo("second");
            assertThat(waiting.read(first)).isEqualTo("grün, 緑 and 💚");
        }
    }

    /// A scan that is cancelled still tells what it has.
    @Test
    void anInterruptLosesNothing() throws Exception {
        try (var waiting = new WaitingTexts()) {
            var before = waiting.add("before");
            Thread.currentThread().interrupt();
            var after = waiting.add("after");
            assertThat(waiting.read(before) + " " + waiting.read(after)).isEqualTo("before after");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(waiting.read(before)).isEqualTo("before");
        }
    }

    @Test
    void whatIsClosedTellsNothing() throws Exception {
        var waiting = new WaitingTexts();
        var place = waiting.add("text");
        waiting.close();
        assertThatThrownBy(() -> waiting.read(place)).isInstanceOf(IOException.class);
    }

    @Test
    void theFileHasNoName() throws Exception {
        var before = named();
        try (var waiting = new WaitingTexts()) {
            waiting.add("text");
            var left = new HashSet<>(named());
            left.removeAll(before);
            left.retainAll(named()); // another program's has a name for a moment
            assertThat(left).isEmpty();
        }
    }

    private static Set<Path> named() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".waiting")).collect(Collectors.toSet());
        }
    }
}
