package io.reconai.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.RiskLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sort says the same whether everything waits in memory, or every few hosts in a file of their own.
class SortedDigestsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3_000, 24 * 1024 * 1024})
    void digestsComeBackWholeInTheOrderOfNames(int runBytes) throws IOException {
        var random = new Random(7);
        var expected = new TreeMap<String, AssetDigest>();
        try (var sorted = new SortedDigests(new SortedEntries(runBytes))) {
            for (var i = 0; i < 200; i++) {
                var digest = digest("host-" + random.nextInt(120) + ".acme.test", i);
                expected.put(digest.asset(), digest);
                sorted.add(digest);
            }
            for (var walk = 0; walk < 2; walk++) {
                assertThat(all(sorted)).containsExactlyElementsOf(expected.values());
            }
        }
    }

    private static List<AssetDigest> all(SortedDigests sorted) throws IOException {
        var all = new ArrayList<AssetDigest>();
        try (var cursor = sorted.cursor()) {
            for (var next = cursor.next(); next != null; next = cursor.next()) {
                all.add(next);
            }
        }
        return all;
    }

    /// Longer than `DataOutput.writeUTF` could write: every second port is closed.
    private static AssetDigest digest(String name, int number) {
        var ranges = new StringBuilder("1");
        for (var port = 3; number % 50 == 0 && port < 65_536; port += 2) {
            ranges.append(',').append(port);
        }
        var question = new Question(number, Question.Family.HTTP, 443);
        return new AssetDigest(
                name,
                "acme.test",
                ScanMode.ACTIVE,
                number % 101,
                RiskLevel.LOW,
                List.of("ct.crtsh"),
                List.of(new Fact(Kind.FINDING, "fnd_" + number, "a.b", "öäü 漢字", "low", "title", List.of(question))),
                new Looked(
                        Set.of(1L, (long) number + 2),
                        Map.of(-1L, "timed out"),
                        ranges.toString(),
                        "80-81",
                        Map.of("http", "failed")));
    }
}
