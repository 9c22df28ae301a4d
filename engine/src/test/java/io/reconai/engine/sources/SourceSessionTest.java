package io.reconai.engine.sources;

import static io.reconai.engine.sources.FakeSource.json;
import static io.reconai.engine.sources.FakeSource.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.sources.SourceClient.Reply;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How a source is asked: how often, when again, when not any more, and what is said of it.
class SourceSessionTest {

    private static final SourceRules RULES =
            new SourceRules("fake", Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(60));
    private static final SourceRequest QUESTION = SourceRequest.get(URI.create("http://source.test/q"));
    private static final Reply GOOD = json("{\"a\":1}");

    private static Reply limited(int seconds) {
        return new Reply.Limited(Optional.of(Duration.ofSeconds(seconds)));
    }

    static Stream<Arguments> answers() {
        var silent = new Reply.Limited(Optional.empty());
        return Stream.of(
                row("good", 1, Status.ANSWERED, "", GOOD),
                row("a reset, then good", 2, Status.ANSWERED, "", new Reply.Failed("reset"), GOOD),
                row("resets", 3, Status.FAILED, "reset", new Reply.Failed("reset")),
                row("another's certificate", 1, Status.FAILED, "no trust", new Reply.Refused("no trust")),
                row("status 500", 3, Status.FAILED, "status 500", status(500, "x")),
                row("status 502, then good", 2, Status.ANSWERED, "", status(502, ""), GOOD),
                row(
                        "status 400",
                        1,
                        Status.FAILED,
                        "status 400: {\"error\":\"no\"}",
                        status(400, "{\"error\":\"no\"}")),
                row("status 404 where it is no answer", 1, Status.FAILED, "status 404", status(404, "")),
                row("status 422", 1, Status.FAILED, "status 422", status(422, "")),
                row("status 301 without a way", 1, Status.FAILED, "status 301", status(301, "")),
                row("status 401", 1, Status.FAILED, "status 401", status(401, "")),
                row(
                        "a plan",
                        1,
                        Status.FAILED,
                        "not_allowed_by_plan",
                        status(403, "{\"code\":\"not_allowed_by_plan\"}")),
                row("a page", 3, Status.FAILED, "<html>wait", json("<html>wait")),
                row("a page, then good", 2, Status.ANSWERED, "", json("<html>wait"), GOOD),
                row("wait 6 s, then good", 2, Status.ANSWERED, "", limited(6), GOOD),
                row("wait 0 s, then good", 2, Status.ANSWERED, "", limited(0), GOOD),
                row("wait a minute", 1, Status.LIMITED, "wait 61 s", limited(61)),
                row("wait a day", 1, Status.LIMITED, "wait 86400 s", limited(86_400)),
                row("wait, and not how long", 3, Status.LIMITED, "ask less", silent),
                row("wait, and not how long, then good", 2, Status.ANSWERED, "", silent, GOOD));
    }

    private static Arguments row(String name, int asked, Status status, String detail, Reply... replies) {
        return Arguments.of(name, asked, status, detail, replies);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void asksAsOftenAsItHelps(String name, int asked, Status status, String detail, Reply... replies) throws Exception {
        var source = new FakeSource().then(replies);
        var session = source.sources().open(RULES);
        var found = session.ask(QUESTION, SourceJson::read);
        var health = session.health(0);
        assertThat(source.requests()).hasSize(asked);
        assertThat(health.asked()).isEqualTo(asked);
        assertThat(health.status()).as(health.detail()).isEqualTo(status);
        assertThat(health.detail()).contains(detail);
        assertThat(found.isPresent()).isEqualTo(status == Status.ANSWERED);
    }

    @Test
    void waitsAsLongAsItWasAskedTo() throws Exception {
        var source = new FakeSource().then(limited(6), limited(0), GOOD);
        source.sources().open(RULES).ask(QUESTION, SourceJson::read);
        assertThat(source.sleeps()).containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(2));
    }

    @Test
    void aWishForRestHoldsForTheNextScanToo() throws Exception {
        var source = new FakeSource().then(limited(3_600), GOOD);
        var sources = source.sources();
        sources.open(RULES).ask(QUESTION, SourceJson::read);
        source.pass(Duration.ofMinutes(59));
        var early = sources.open(RULES);
        assertThat(early.ask(QUESTION, SourceJson::read)).isEmpty();
        assertThat(early.health(0).status()).isEqualTo(Status.LIMITED);
        assertThat(early.health(0).detail()).contains("3600 s");
        source.pass(Duration.ofMinutes(2));
        assertThat(sources.open(RULES).ask(QUESTION, SourceJson::read)).isPresent();
        assertThat(source.requests()).hasSize(2);
    }

    @Test
    void threeFailuresInARowMeanTenMinutesOfRest() throws Exception {
        var source = new FakeSource().then(new Reply.Failed("reset"));
        var sources = source.sources();
        for (var scan = 0; scan < 3; scan++) {
            sources.open(RULES).ask(QUESTION, SourceJson::read);
        }
        var asked = source.requests().size();
        source.then(GOOD);
        source.ask(QUESTION, Duration.ofSeconds(1)); // takes the last failure away
        source.pass(Duration.ofMinutes(9));
        var resting = sources.open(RULES);
        assertThat(resting.ask(QUESTION, SourceJson::read)).isEmpty();
        assertThat(resting.health(0).status()).isEqualTo(Status.FAILED);
        assertThat(resting.health(0).detail()).contains("ten minutes");
        assertThat(source.requests()).hasSize(asked + 1);
        source.pass(Duration.ofMinutes(2));
        assertThat(sources.open(RULES).ask(QUESTION, SourceJson::read)).isPresent();
    }

    @Test
    void aRefusedKeyIsNotUsedAgainUntilItChanges() throws Exception {
        var source = new FakeSource().then(status(401, "{\"error\":\"wrong key secret-1\"}"), GOOD);
        var sources = source.sources();
        var session = sources.open(RULES);
        session.ask(QUESTION.withKey("X-Key", "secret-1"), SourceJson::read);
        assertThat(session.health(0).detail()).contains("wrong key (key)").doesNotContain("secret-1");
        var again = sources.open(RULES);
        assertThat(again.ask(QUESTION.withKey("X-Key", "secret-1"), SourceJson::read))
                .isEmpty();
        assertThat(again.health(0).status()).isEqualTo(Status.FAILED);
        assertThat(source.requests()).hasSize(1);
        assertThat(sources.open(RULES).ask(QUESTION.withKey("X-Key", "secret-2"), SourceJson::read))
                .isPresent();
    }

    @Test
    void keysAreInNoText() {
        var request = QUESTION.withKey("Authorization", "Bearer secret-1").withKeyInQuery("key=secret-2");
        assertThat(request.toString()).doesNotContain("secret");
        assertThat(request.key().hiddenIn("you sent secret-1 and secret-2")).isEqualTo("you sent (key) and (key)");
    }

    @Test
    void status404IsAnAnswerWhereTheSourceSaysNothingKnownByIt() throws Exception {
        var source = new FakeSource().then(status(404, "{\"detail\":\"No information available\"}"));
        var session = source.sources().open(RULES.knowingNothingBy404());
        assertThat(session.ask(QUESTION, SourceJson::read)).isEmpty();
        assertThat(session.health(0).status()).isEqualTo(Status.ANSWERED);
    }

    @Test
    void oneLostQuestionAmongManyIsSaid() throws Exception {
        var source = new FakeSource().then(GOOD, status(400, ""), GOOD);
        var session = source.sources().open(RULES);
        for (var i = 0; i < 3; i++) {
            session.ask(QUESTION, SourceJson::read);
        }
        assertThat(session.health(0).status()).isEqualTo(Status.LIMITED);
        assertThat(session.health(0).detail()).isEqualTo("1 of 3 questions: answered with status 400: ");
    }

    @Test
    void endsWithItsBudget() throws Exception {
        var source = new FakeSource().then(GOOD).taking(Duration.ofSeconds(25));
        var session = source.sources().open(RULES);
        for (var i = 0; i < 10 && !session.isOutOfTime(); i++) {
            session.ask(QUESTION, SourceJson::read);
        }
        assertThat(source.requests()).hasSize(3);
        assertThat(Duration.ofNanos(source.nanos())).isLessThan(Duration.ofSeconds(80));
    }

    @Test
    void timeInWhichNothingIsAskedDoesNotCount() throws Exception {
        var source = new FakeSource().then(GOOD).taking(Duration.ofSeconds(1));
        var session = source.sources().open(RULES);
        session.ask(QUESTION, SourceJson::read);
        source.sleep(Duration.ofHours(1));
        assertThat(session.isOutOfTime()).isFalse();
        assertThat(session.ask(QUESTION, SourceJson::read)).isPresent();
    }

    @Test
    void aQuestionThatFindsNoTimeIsNoAnswer() throws Exception {
        var source = new FakeSource().then(GOOD).taking(Duration.ofSeconds(30));
        var session = source.sources().open(RULES);
        for (var i = 0; i < 3; i++) {
            session.ask(QUESTION, SourceJson::read);
        }
        assertThat(source.requests()).hasSize(2);
        assertThat(session.health(0).status()).isEqualTo(Status.LIMITED);
        assertThat(session.health(0).detail()).contains("time was up");
    }

    @Test
    void requestsAreSpaced() throws Exception {
        var source = new FakeSource().then(GOOD);
        var sources = source.sources();
        for (var scan = 0; scan < 3; scan++) {
            sources.open(RULES).ask(QUESTION, SourceJson::read);
        }
        assertThat(source.sleeps()).isEqualTo(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)));
    }

    @Test
    void answersAreKeptForAnHourAndKeysNever(@TempDir Path folder) throws Exception {
        var start = Instant.now();
        var source = new FakeSource().then(json("{\"names\":[]}"));
        var keyed = QUESTION.withKey("Authorization", "Bearer secret-1").withKeyInQuery("key=secret-2");
        for (var minutes : new int[] {0, 30, 61}) {
            var clock = Clock.fixed(start.plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC);
            var sources = source.sources(new SourceCache(Optional.of(folder), clock));
            assertThat(sources.open(RULES).ask(keyed, SourceJson::read)).isPresent();
        }
        assertThat(source.requests()).as("asked at 0 and 61 minutes").hasSize(2);
        try (var files = Files.list(folder)) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(Files.readString(file)).isEqualTo("{\"names\":[]}");
                assertThat(file.getFileName().toString()).matches("[0-9a-f]{64}\\.answer");
            });
        }
    }

    static Stream<Arguments> notKept() {
        var cut = new Reply.Answered(200, "application/json", "{\"a\":1}".getBytes(), true);
        return Stream.of(
                Arguments.of("an error", status(500, "")),
                Arguments.of("a page", json("<html>")),
                Arguments.of("what came in part", cut));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notKept")
    void isNotKept(String name, Reply reply, @TempDir Path folder) throws Exception {
        var cache = new SourceCache(Optional.of(folder), Clock.systemUTC());
        new FakeSource().then(reply).sources(cache).open(RULES).ask(QUESTION, SourceJson::read);
        assertThat(cache.find("fake", QUESTION)).isEmpty();
    }

    @Test
    void thatNothingIsKnownIsKept(@TempDir Path folder) throws Exception {
        var source = new FakeSource().then(status(404, ""));
        var cache = new SourceCache(Optional.of(folder), Clock.systemUTC());
        for (var scan = 0; scan < 2; scan++) {
            var session = source.sources(cache).open(RULES.knowingNothingBy404());
            assertThat(session.ask(QUESTION, SourceJson::read)).isEmpty();
            assertThat(session.health(0).status()).isEqualTo(Status.ANSWERED);
        }
        assertThat(source.requests()).hasSize(1);
    }

    @Test
    void aPartIsUsedAndSaid() throws Exception {
        var session = new FakeSource().then(GOOD).sources().open(RULES);
        Optional<JsonNode> found = session.ask(QUESTION, SourceJson::read, _ -> false);
        assertThat(found).isPresent();
        assertThat(session.health(1).status()).isEqualTo(Status.LIMITED);
        assertThat(session.health(1).detail()).isEqualTo("the answer ended in the middle");
    }

    @Test
    void aFolderThatCannotBeWrittenMeansNoCache(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("file"), "x");
        var cache = new SourceCache(Optional.of(file.resolve("below")), Clock.systemUTC());
        cache.keep("fake", QUESTION, new byte[1]);
        assertThat(cache.find("fake", QUESTION)).isEmpty();
    }
}
