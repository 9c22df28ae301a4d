package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When an answer is the one that what is not there gets too.
class BaselineTest {

    private static final String WORDS =
            IntStream.range(0, 400).mapToObj(i -> "word" + i * 7919).collect(Collectors.joining(" "));

    private static Exchange made(String probe, String path, int status, String body, String location) {
        var headers = location.isEmpty() ? List.<Header>of() : List.of(new Header("Location", location));
        var answer = new HttpAnswer(
                status, "http/1.1", headers, body, body.length(), false, Integer.toHexString(body.hashCode()), "");
        return new Exchange(
                probe,
                "GET",
                "https://a.test" + path,
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                Instant.EPOCH,
                1);
    }

    private static boolean resembles(Exchange random, Exchange other) {
        return Baseline.of(List.of(random)).resembles(other, other.answered().orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "the same page               | 200 | `a page`            |                 | 200 | `a page`          |                  | true",
                "the path repeated           | 200 | `no /abcdefgh here` |                 | 200 | `no /backup here` |                  | true",
                "a number that changes       | 404 | `error 1234567`     |                 | 404 | `error 7654321`   |                  | true",
                "an id that changes          | 200 | `ref 0a1b2c3d4e`    |                 | 200 | `ref ffeeddccbb`  |                  | true",
                "the same target             | 302 | ``                  | /login          | 302 | ``                | /login           | true",
                "a target with the path      | 302 | ``                  | /in?to=/abcdefgh | 302 | ``               | /in?to=/backup   | true",
                "another target              | 302 | ``                  | /login          | 302 | ``                | /home            | false",
                "another status              | 404 | `a page`            |                 | 200 | `a page`          |                  | false",
                "another page                | 200 | `a page`            |                 | 200 | `a list of things` |                 | false",
                "nothing and something       | 200 | ``                  |                 | 200 | `a list of things` |                 | false",
            })
    void comparesWithARandomPath(
            String why,
            int status,
            String body,
            String target,
            int otherStatus,
            String other,
            String otherTarget,
            boolean isLike) {
        var random = made(Baseline.PROBE, "/abcdefgh", status, body, target == null ? "" : target);
        var probe = made("exposure", "/backup", otherStatus, other, otherTarget == null ? "" : otherTarget);
        assertThat(resembles(random, probe)).as(why).isEqualTo(isLike);
    }

    @Test
    void longPagesMayDifferALittle() {
        var random = made(Baseline.PROBE, "/abcdefgh", 200, WORDS + " today", "");
        assertThat(resembles(random, made("exposure", "/backup", 200, WORDS + " tomorrow", "")))
                .isTrue();
        assertThat(resembles(random, made("exposure", "/backup", 200, WORDS.substring(0, 1_000), "")))
                .as("much shorter")
                .isFalse();
    }

    @Test
    void onlyPathsOfTheSameShapeAreCompared() {
        var random = made(Baseline.PROBE, "/abcdefgh", 200, "a page", "");
        assertThat(resembles(random, made("exposure", "/.env", 200, "a page", "")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/, DIRECTORY",
        "/a/, DIRECTORY",
        "/.git/HEAD, DOT",
        "/api/.env, DOT",
        "/a.php, PHP",
        "/a.php.bak, FILE",
        "/a.json, JSON",
        "/a.zip, FILE",
        "/a, PLAIN",
        "/query?q=.x, PLAIN",
    })
    void everyPathHasAShape(String path, PathShape shape) {
        assertThat(PathShape.of(path)).isEqualTo(shape);
    }

    @Property
    void whatIsEqualIsAlike(@ForAll String body, @ForAll PathShape shape) {
        var random = made(Baseline.PROBE, shape.sample().replace("%RANDOM%", "abcdefgh"), 200, body, "");
        var probe = made("exposure", shape.sample().replace("%RANDOM%", "backup"), 200, body, "");
        assertThat(resembles(random, probe)).isTrue();
    }
}
