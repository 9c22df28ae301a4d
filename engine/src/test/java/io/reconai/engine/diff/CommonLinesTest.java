package io.reconai.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Two files compared by their lines first say what they say when every line is judged.
class CommonLinesTest {

    private static final Judge JUDGE = ScanEngine.judge();

    private static final List<String> SEEN = List.of(
            "none",
            "answered 200",
            "answered 200 hsts",
            "answered 503",
            "timed_out",
            "closed 443",
            "ssh OpenSSH 9.2",
            "ssh OpenSSH 9.9");

    /// Everything that a comparison says.
    private record Said(DiffSummary summary, List<AssetChange> changes) {

        static Said of(Callable<ScanComparison> comparing) throws Exception {
            try (var comparison = comparing.call()) {
                var changes = new ArrayList<AssetChange>();
                comparison.forEach(changes::add);
                return new Said(comparison.summary(), changes);
            }
        }
    }

    private static Said byLines(String then, String now) throws Exception {
        var earlier = written(then);
        var later = written(now);
        try {
            return Said.of(() -> ScanComparison.of(earlier, later, JUDGE, new Random(1)));
        } finally {
            Files.delete(earlier);
            Files.delete(later);
        }
    }

    private static Said byJudging(String then, String now) throws Exception {
        return Said.of(() -> ScanComparison.of(new StringReader(then), new StringReader(now), JUDGE, new Random(2)));
    }

    private static Path written(String text) throws IOException {
        return Files.writeString(Files.createTempFile("reconai-diff-test-", ".jsonl"), text);
    }

    /// Hosts in any order, some twice, some in both files with the same line, some cut off or written otherwise.
    private static String file(Random random) throws IOException {
        var file = new ScanFile();
        var names = new ArrayList<String>();
        for (var i = 0; i < random.nextInt(1, 12); i++) {
            names.add("h" + random.nextInt(8) + ".acme.test");
        }
        for (var name : names) {
            file.host(name, SEEN.get(random.nextInt(SEEN.size())));
        }
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> file.report("deadline", "active", "", "answered");
            default -> file.completed();
        }
        var lines = new ArrayList<>(file.text().lines().toList());
        Collections.shuffle(lines, random);
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(random.nextInt(4) == 0 ? withHostLast(line) : line)
                    .append(random.nextInt(4) == 0 ? "\r\n" : "\n")
                    .append(random.nextInt(6) == 0 ? " \n" : "");
        }
        return random.nextInt(3) == 0
                ? text.substring(0, text.length() - random.nextInt(text.length()))
                : text.toString();
    }

    /// The same object, its fields in another order.
    private static String withHostLast(String line) {
        var from = line.indexOf("\"host\":{");
        if (from < 0) {
            return line;
        }
        var to = line.indexOf('}', from) + 1;
        var without = line.substring(0, from) + line.substring(to + 1);
        return without.substring(0, without.length() - 2) + "," + line.substring(from, to) + "}}";
    }

    @Property(tries = 300)
    void linesSayWhatJudgingSays(@ForAll long one, @ForAll long other) throws Exception {
        var then = file(new Random(one));
        var now = file(new Random(other));
        assertThat(byLines(then, now)).isEqualTo(byJudging(then, now));
    }

    @Property(tries = 100)
    void aFileIsTheSameAsItself(@ForAll long seed) throws Exception {
        var text = file(new Random(seed));
        var said = byLines(text, text);
        assertThat(said.changes()).isEmpty();
        assertThat(said).isEqualTo(byJudging(text, text));
    }

    @Test
    void linesLongerThanWhatIsReadAtOnceAreRead() throws Exception {
        var then = new ScanFile().host("www.acme.test", "ssh " + "x".repeat(700_000) + " 1");
        var now = then.text() + new ScanFile().host("new.acme.test", "none").text();
        assertThat(byLines(then.text(), now)).isEqualTo(byJudging(then.text(), now));
    }

    @Test
    void aLineThatIsNoEvidenceIsNamed() throws Exception {
        var host = new ScanFile().host("www.acme.test", "none").text();
        var broken = host + host.substring(0, host.length() / 2) + "\n" + host;
        assertThatThrownBy(() -> byLines(host, broken))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("line 2 is no evidence");
        assertThatThrownBy(() -> byJudging(host, broken)).hasMessageStartingWith("line 2 is no evidence");
    }
}
