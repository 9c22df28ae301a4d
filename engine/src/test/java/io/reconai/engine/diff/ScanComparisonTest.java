package io.reconai.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.asset.Severity;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What two evidence files say together; above all, that nothing is called gone which was not looked for again.
class ScanComparisonTest {

    private static final Judge JUDGE = ScanEngine.judge();

    private static ScanComparison comparison(ScanFile then, ScanFile now) throws IOException, InterruptedException {
        return ScanComparison.of(new StringReader(then.text()), new StringReader(now.text()), JUDGE, new Random(1));
    }

    private static List<AssetChange> changes(ScanFile then, ScanFile now) throws IOException, InterruptedException {
        try (var comparison = comparison(then, now)) {
            var changes = new ArrayList<AssetChange>();
            comparison.forEach(changes::add);
            return changes;
        }
    }

    private static List<FactChange> facts(List<AssetChange> changes) {
        return changes.stream().flatMap(change -> change.facts().stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        the field is there now          | answered 200 hsts | GONE           |
        still missing                   | answered 200      |                |
        nobody answered                 | timed_out         | NOT_SEEN_AGAIN | timed_out
        our side failed                 | failed            | NOT_SEEN_AGAIN | failed
        forbidden by policy             | blocked           | NOT_SEEN_AGAIN | blocked
        trap: a server in distress      | answered 503      | NOT_SEEN_AGAIN | answered 503
        trap: told to ask less          | answered 429 hsts | NOT_SEEN_AGAIN | answered 429
        not asked                       | none              | NOT_SEEN_AGAIN | not asked
        the port is closed              | closed 443        | GONE           |
        trap: closed on one address     | closed-once 443   | NOT_SEEN_AGAIN | not asked
        the port is silent              | filtered 443      | NOT_SEEN_AGAIN | port 443 is silent
        the port may not be tried       | not allowed       | NOT_SEEN_AGAIN | http not allowed (not in this mode)
        """)
    void aFindingIsGoneOnlyWhenItsQuestionWasAnswered(
            String why, String now, @Nullable Change expected, @Nullable String reason) throws Exception {
        var then = new ScanFile().host("www.acme.test", "answered 200").completed();
        var later = new ScanFile().host("www.acme.test", now).completed();
        var found = facts(changes(then, later)).stream()
                .filter(fact -> fact.check().equals("http.hsts.missing"))
                .toList();
        if (expected == null) {
            assertThat(found).isEmpty();
            return;
        }
        assertThat(found).singleElement().satisfies(fact -> {
            assertThat(fact.change()).isEqualTo(expected);
            assertThat(fact.reason()).contains(reason == null ? "" : reason);
            assertThat(fact.reason().isEmpty()).isEqualTo(expected == Change.GONE);
            assertThat(fact.id()).startsWith("fnd_");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        closed                    | closed 22             | GONE           | ssh OpenSSH 9.2 |
        silent                    | filtered 22           | NOT_SEEN_AGAIN | ssh OpenSSH 9.2 |
        not tried                 | none                  | NOT_SEEN_AGAIN | ssh OpenSSH 9.2 |
        another port is closed    | closed 21,23-25       | NOT_SEEN_AGAIN | ssh OpenSSH 9.2 |
        trap: unreadable ranges   | closed 2-x,,9-1,99999 | NOT_SEEN_AGAIN | ssh OpenSSH 9.2 |
        the same                  | ssh OpenSSH 9.2       |                |                 |
        a newer version           | ssh OpenSSH 9.9       | CHANGED        | ssh OpenSSH 9.2 | ssh OpenSSH 9.9
        trap: open, says nothing  | mute                  | NOT_SEEN_AGAIN | ssh OpenSSH 9.2 |
        """)
    void aPortIsGoneOnlyWhenItSaidNo(
            String why, String now, @Nullable Change expected, @Nullable String before, @Nullable String after)
            throws Exception {
        var then = new ScanFile().host("www.acme.test", "ssh OpenSSH 9.2").completed();
        var later = new ScanFile().host("www.acme.test", now).completed();
        var found = facts(changes(then, later)).stream()
                .filter(fact -> fact.kind() == Kind.PORT)
                .toList();
        if (expected == null) {
            assertThat(found).isEmpty();
            return;
        }
        assertThat(found).singleElement().satisfies(fact -> {
            assertThat(fact.change()).isEqualTo(expected);
            assertThat(fact.subject()).isEqualTo("22/tcp");
            assertThat(fact.before()).isEqualTo(before);
            assertThat(fact.after()).isEqualTo(after == null ? "" : after);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        looked for and not there    | completed  | active   |            | answered | GONE           |
        cut short, no report        | none       | active   |            | answered | NOT_SEEN_AGAIN | no finished scan
        its time was over           | deadline   | active   |            | answered | NOT_SEEN_AGAIN | ended early
        a scan that looks at less   | completed  | standard |            | answered | NOT_SEEN_AGAIN | standard mode
        its name did not resolve    | completed  | active   | unresolved | answered | NOT_SEEN_AGAIN | resolved
        trap: its source was down   | completed  | active   |            | failed   | NOT_SEEN_AGAIN | ct.crtsh failed
        trap: its source was limited| completed  | active   |            | limited  | NOT_SEEN_AGAIN | ct.crtsh limited
        trap: its source not asked  | completed  | active   |            | skipped  | NOT_SEEN_AGAIN | ct.crtsh skipped
        trap: names were left out   | completed  | active   | excluded   | answered | NOT_SEEN_AGAIN | excluded
        trap: no room for it        | completed  | active   | host_limit | answered | NOT_SEEN_AGAIN | limit of hosts
        """)
    void aHostIsGoneOnlyWhenItWasLookedForAgain(
            String why,
            String end,
            String mode,
            @Nullable String flaw,
            String source,
            Change expected,
            @Nullable String reason)
            throws Exception {
        var then = new ScanFile().host("old.acme.test", "answered 200").completed();
        var later = new ScanFile().host("www.acme.test", "none");
        if (!end.equals("none")) {
            later.report(end, mode, flaw == null ? "" : flaw, source);
        }
        var changes = changes(then, later);
        assertThat(changes).extracting(AssetChange::asset).containsExactly("old.acme.test", "www.acme.test");
        assertThat(changes.getFirst().change()).isEqualTo(expected);
        assertThat(changes.getFirst().reason()).contains(reason == null ? "" : reason);
        assertThat(changes.getFirst().facts()).isNotEmpty().allMatch(fact -> fact.change() == expected);
        assertThat(changes.getLast().change()).isEqualTo(Change.APPEARED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.brute-force", "dns.permutations", "list"})
    void whoTriesNamesMayHaveTriedOthers(String source) throws Exception {
        var then = new ScanFile().foundBy(source).host("old.acme.test", "none").completed();
        assertThat(changes(then, new ScanFile().completed())).singleElement().satisfies(host -> {
            assertThat(host.change()).isEqualTo(Change.NOT_SEEN_AGAIN);
            assertThat(host.reason()).startsWith(source);
        });
    }

    @Test
    void whatAppearsIsNewsAndWhatWasNotLookedAtBeforeSaysSo() throws Exception {
        var then = new ScanFile().host("www.acme.test", "none").completed();
        var later = new ScanFile()
                .host("www.acme.test", "answered 200")
                .host("new.acme.test", "none")
                .completed();
        try (var comparison = comparison(then, later)) {
            var summary = comparison.summary();
            assertThat(summary.assets()).containsEntry(Change.APPEARED, 1L).containsEntry(Change.CHANGED, 1L);
            assertThat(summary.hasNews(Severity.LOW)).isTrue();
            assertThat(summary.hasNews(Severity.CRITICAL)).isFalse();
            assertThat(summary.laterComplete()).isTrue();
        }
        assertThat(facts(changes(then, later)))
                .filteredOn(fact -> fact.check().equals("http.hsts.missing"))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).startsWith("not looked at before"));
    }

    @Test
    void whatIsGoneOrOnlyUnseenIsNoNews() throws Exception {
        var then = new ScanFile().host("www.acme.test", "answered 200").completed();
        try (var comparison = comparison(then, new ScanFile().host("www.acme.test", "none"))) {
            assertThat(comparison.summary().newFindings()).isEmpty();
            assertThat(comparison.summary().laterComplete()).isFalse();
            assertThat(comparison.summary().findings()).containsOnlyKeys(Change.NOT_SEEN_AGAIN);
        }
    }

    @Test
    void aFileIsTheSameAsItself() throws Exception {
        var file = new ScanFile().host("a.acme.test", "answered 200").host("b.acme.test", "ssh OpenSSH 9.2");
        assertThat(changes(file, file)).isEmpty();
        try (var comparison = comparison(file, file)) {
            assertThat(comparison.summary().unchangedAssets()).isEqualTo(2);
        }
    }

    @Test
    void ofAHostThatComesTwiceTheLastObservationCounts() throws Exception {
        var then = new ScanFile().host("www.acme.test", "answered 200").completed();
        var resumed = new ScanFile()
                .host("www.acme.test", "none")
                .host("www.acme.test", "answered 200")
                .completed();
        assertThat(changes(then, resumed)).isEmpty();
    }

    @Test
    void hostileNamesStayBounded() throws Exception {
        var then = new ScanFile().completed();
        var later = new ScanFile()
                .host("www.acme.test", "ssh \u202e\u0007" + "x".repeat(100_000) + " 1")
                .completed();
        assertThat(facts(changes(then, later))).allSatisfy(fact -> {
            assertThat(fact.after().length()).isLessThan(2_000);
            assertThat(fact.after()).doesNotContain("\u202e", "\u0007");
        });
    }
}
