package io.reconai.engine.enrichment;

import static io.reconai.engine.sources.FakeSource.json;
import static io.reconai.engine.sources.FakeSource.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.LeakedAccounts;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.sources.FakeSource;
import io.reconai.engine.sources.KeyedSource;
import io.reconai.engine.sources.Secret;
import io.reconai.engine.sources.SourceCache;
import io.reconai.engine.sources.SourceClient.Reply;
import io.reconai.engine.sources.SourceSettings.Use;
import io.reconai.engine.sources.UnexpectedAnswerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both collectors of leaks, in every form in which they answer.
class BreachesTest {

    private static final URI BASE = URI.create("http://source.test/");
    private static final DomainName DOMAIN = new DomainName("a.test");

    private static final String FORUM = """
            {"Name":"Forum","Domain":"a.test","BreachDate":"2013-10-04","PwnCount":152445165,
             "DataClasses":["Email addresses","Passwords"],"IsVerified":true}""";

    private static final Breach FORUM_READ =
            new Breach("Forum", LocalDate.of(2013, 10, 4), List.of("Email addresses", "Passwords"), 152_445_165L, true);

    private static FakeSource hibp(Map<String, Reply> byPath) {
        return new FakeSource().answering(request -> {
            var path = request.address().toString().replaceFirst("^http://source.test/api/v3/", "");
            return byPath.getOrDefault(path, status(404, ""));
        });
    }

    private record Run(Optional<BreachHistory> history, List<SourceHealth> health, Coverage coverage) {}

    private static Run run(BreachSource... sources) throws Exception {
        var breaches = new Breaches(new DomainName("shop.a.test"), List.of(sources));
        return new Run(breaches.history(), breaches.health(), breaches.coverage());
    }

    private static HaveIBeenPwned pwned(FakeSource source, String key) {
        return new HaveIBeenPwned(new KeyedSource(BASE, new Secret(key)), source.sources());
    }

    private static XposedOrNot xposed(FakeSource source, Use use) {
        return new XposedOrNot(BASE, use, source.sources());
    }

    @Test
    void asksAboutTheRegistrableDomainAndShowsTheKeyOnlyWhereItIsNeeded() throws Exception {
        var source = hibp(Map.of(
                "breaches?Domain=a.test", json("[" + FORUM + "]"),
                "subscribeddomains", json("[{\"DomainName\":\"A.test\"}]"),
                "breacheddomain/a.test", json("{\"alice\":[\"Shop\"],\"bob\":[\"Shop\",\"Forum\"]}"),
                "breaches", json("[" + FORUM + ",{\"Name\":\"Other\"},{\"Name\":\"Shop\"}]")));
        var run = run(pwned(source, "secret-1"));
        assertThat(run.history())
                .contains(new BreachHistory(
                        "a.test",
                        "hibp",
                        List.of(FORUM_READ),
                        new LeakedAccounts(2, List.of(FORUM_READ, new Breach("Shop", null, List.of(), null, false)))));
        assertThat(run.health()).extracting(SourceHealth::status).containsExactly(Status.ANSWERED);
        assertThat(run.coverage()).isEqualTo(new Coverage("breach", Coverage.Result.OK, "hibp"));
        assertThat(source.asked())
                .containsExactly(
                        "api/v3/breaches?Domain=a.test",
                        "api/v3/subscribeddomains",
                        "api/v3/breacheddomain/a.test",
                        "api/v3/breaches");
        assertThat(source.requests())
                .extracting(request -> request.key().fields().size())
                .containsExactly(0, 1, 1, 0);
        assertThat(source.requests().toString()).doesNotContain("secret-1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        invented                        | "IsFabricated":true,"Domain":"a.test"
        withdrawn                       | "IsRetired":true,"Domain":"a.test"
        a list for spam                 | "IsSpamList":true,"Domain":"a.test"
        trap: of another domain         | "Domain":"b.test"
        trap: the domain within a name  | "Domain":"nota.test"
        trap: of no domain              | "Domain":""
        """)
    void whatIsNoLeakOfTheSite(String why, String fields) throws Exception {
        var body = "[{\"Name\":\"X\"," + fields + "}]";
        assertThat(HaveIBeenPwned.ofSite(bytes(body), DOMAIN).breaches()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        nobody proved that the domain is theirs | []                            | 200 | ANSWERED | 2
        another domain was proved               | [{"DomainName":"b.test"}]     | 200 | ANSWERED | 2
        the key is refused                      | {"message":"no"}              | 401 | LIMITED  | 2
        the plan has no domains                 | {"message":"no"}              | 403 | LIMITED  | 2
        """)
    void addressesAreAskedForOnlyWhereTheyAreOnesOwn(String why, String body, int code, Status expected, int asked)
            throws Exception {
        var source = hibp(Map.of("breaches?Domain=a.test", json("[]"), "subscribeddomains", status(code, body)));
        var run = run(pwned(source, "secret-1"));
        assertThat(run.history()).contains(new BreachHistory("a.test", "hibp", List.of(), null));
        assertThat(run.health()).extracting(SourceHealth::status).containsExactly(expected);
        assertThat(source.requests()).hasSize(asked);
        assertThat(run.health().toString()).doesNotContain("secret-1");
    }

    @Test
    void noAddressIsKnownBy404() throws Exception {
        var source = hibp(Map.of(
                "breaches?Domain=a.test", json("[]"), "subscribeddomains", json("[{\"DomainName\":\"a.test\"}]")));
        assertThat(run(pwned(source, "secret-1")).history().orElseThrow().accounts())
                .isEqualTo(new LeakedAccounts(0, List.of()));
    }

    @Test
    void whoIsInLeaksIsNeitherKeptNorQuoted(@TempDir Path folder) throws Exception {
        var source = hibp(Map.of(
                "breaches?Domain=a.test", json("[]"),
                "subscribeddomains", json("[{\"DomainName\":\"a.test\"}]"),
                "breacheddomain/a.test", json("[\"alice.liddell\"]")));
        var cache = new SourceCache(Optional.of(folder), Clock.systemUTC());
        var asking = new HaveIBeenPwned(new KeyedSource(BASE, new Secret("secret-1")), source.sources(cache));
        var run = run(asking);
        assertThat(run.history()).isPresent();
        assertThat(run.health().getFirst().detail()).contains("no addresses").doesNotContain("alice");
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("alice");
            }
        }
    }

    @Test
    void withoutAKeyTheOtherIsAsked() throws Exception {
        var unasked = hibp(Map.of());
        var other = new FakeSource().then(status(404, "{\"Error\":\"Not found\"}"));
        var run = run(pwned(unasked, ""), xposed(other, Use.OWN));
        assertThat(run.history()).contains(new BreachHistory("a.test", "xposedornot", List.of(), null));
        assertThat(unasked.requests()).isEmpty();
        assertThat(other.asked()).containsExactly("v1/breaches?domain=a.test");
        assertThat(run.health())
                .extracting(health -> health.source() + " " + health.status() + " " + health.detail())
                .containsExactly("hibp SKIPPED no key", "xposedornot ANSWERED ");
    }

    @Test
    void theOtherIsNotAskedWhereTheFirstAnswered() throws Exception {
        var other = new FakeSource();
        var run = run(pwned(hibp(Map.of()), "secret-1"), xposed(other, Use.OWN));
        assertThat(run.history()).map(BreachHistory::source).contains("hibp");
        assertThat(other.requests()).isEmpty();
        assertThat(run.health()).extracting(SourceHealth::detail).containsExactly("", "another source answered");
    }

    @Test
    void theOtherIsAskedWhereTheFirstFails() throws Exception {
        var other = new FakeSource().then(json("{\"status\":\"success\",\"exposedBreaches\":[]}"));
        var run = run(pwned(new FakeSource().then(status(503, "")), "secret-1"), xposed(other, Use.OWN));
        assertThat(run.history()).map(BreachHistory::source).contains("xposedornot");
        assertThat(run.health()).extracting(SourceHealth::status).containsExactly(Status.FAILED, Status.ANSWERED);
    }

    @Test
    void silenceOfAllIsNoCleanRecord() throws Exception {
        var run = run(xposed(new FakeSource().then(new Reply.Failed("timed out")), Use.OWN));
        assertThat(run.history()).isEmpty();
        assertThat(run.coverage().outcome()).isEqualTo(Coverage.Result.FAILED);
        assertThat(run.coverage().detail()).isEqualTo("xposedornot: timed out");
    }

    @Test
    void whoSellsScansNeedsAKey() throws Exception {
        var other = new FakeSource();
        var run = run(pwned(hibp(Map.of()), ""), xposed(other, Use.COMMERCIAL), new UnaskedBreaches("third"));
        assertThat(run.history()).isEmpty();
        assertThat(other.requests()).isEmpty();
        assertThat(run.coverage().outcome()).isEqualTo(Coverage.Result.NOT_CONFIGURED);
        assertThat(run.coverage().detail())
                .contains("no key")
                .contains("commercial use")
                .contains("not wanted");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        kinds in one text  | "2013-10-01T00:00:00+00:00" | "Passwords; Names;"    | 2013-10-01 | Passwords,Names
        kinds in an array  | "2013-10-01"                | ["Passwords","Names"]  | 2013-10-01 | Passwords,Names
        no day             | "some time"                 | 7                      |            | ''
        no such day        | "2013-02-30"                | []                     |            | ''
        a number for a day | 2013                        | null                   |            | ''
        """)
    void rowsOfTheOther(String why, String day, String kinds, LocalDate date, String expected) throws Exception {
        var row = "{\"breachID\":\"F\",\"breachedDate\":" + day + ",\"domain\":\"a.test\",\"exposedData\":" + kinds
                + ",\"exposedRecords\":-1,\"verified\":true}";
        var read = XposedOrNot.breaches(bytes("{\"exposedBreaches\":[" + row + "]}"), DOMAIN);
        assertThat(read).singleElement().satisfies(breach -> {
            assertThat(breach.date()).isEqualTo(date);
            assertThat(String.join(",", breach.compromisedData())).isEqualTo(expected);
            assertThat(breach.accounts()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "<html>", "", "{\"exposedBreaches\":7}", "{\"Error\":\"slow down\"}"})
    void whatSpeaksOfNoLeaksIsUnexpected(String body) {
        assertThatThrownBy(() -> XposedOrNot.breaches(bytes(body), DOMAIN))
                .isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void aSourceThatIgnoresTheQuestionIsCut() throws Exception {
        var rows = new ArrayList<String>();
        for (var i = 0; i < 1_000; i++) {
            rows.add(FORUM.replace("Forum", "F" + i));
        }
        assertThat(HaveIBeenPwned.ofSite(bytes(rows.toString()), DOMAIN).breaches())
                .hasSize(100);
    }

    @FuzzTest
    void anythingIsReadOrRefused(byte[] body) {
        assertReadsOrRefuses(body);
    }

    @Property(tries = 2_000)
    void damagedAnswersAreReadOrRefused(@ForAll int at, @ForAll byte instead) {
        var body = bytes("[" + FORUM + "]");
        body[Math.floorMod(at, body.length)] = instead;
        assertReadsOrRefuses(body);
    }

    private interface Reading {
        Object read(byte[] body) throws UnexpectedAnswerException;
    }

    private static void assertReadsOrRefuses(byte[] body) {
        for (var reading : List.<Reading>of(
                bytes -> HaveIBeenPwned.ofSite(bytes, DOMAIN),
                bytes -> HaveIBeenPwned.named(bytes, Set.of("Forum")),
                HaveIBeenPwned::domains,
                HaveIBeenPwned::leaked,
                bytes -> XposedOrNot.breaches(bytes, DOMAIN))) {
            try {
                assertThat(reading.read(body)).isNotNull();
            } catch (UnexpectedAnswerException refused) {
                assertThat(refused).hasMessageContaining("unexpected answer");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
