package io.reconai.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.limits.RateLimits.Verdict;
import io.reconai.server.usage.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Windows slide, and all of a row count at once.
class LocalRateLimitsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final LocalRateLimits limits = new LocalRateLimits();

    static Stream<Arguments> everyWindowOfEveryRow() {
        return Stream.of(
                        Rates.of(Plan.FREE),
                        Rates.of(Plan.PRO),
                        Rates.of(Plan.ENTERPRISE),
                        Rates.BROWSER,
                        Rates.STRANGER)
                .flatMap(row -> row.stream())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource
    void everyWindowOfEveryRow(Window window) {
        var alone = List.of(window);
        for (var i = 0; i < window.limit(); i++) {
            assertThat(limits.take("k", alone, NOW)).isInstanceOf(Verdict.Granted.class);
        }
        assertThat(limits.take("k", alone, NOW)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.standing().window()).isEqualTo(window);
            assertThat(refused.standing().remaining()).isZero();
            assertThat(refused.pause()).isEqualTo(window.length());
        });
        var end = NOW.plus(window.length());
        assertThat(limits.take("k", alone, end.minusMillis(1))).isInstanceOf(Verdict.Refused.class);
        assertThat(limits.take("k", alone, end)).isInstanceOf(Verdict.Granted.class);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "59999, false", "60000, true"})
    void theOldestRequestMakesRoomWhenItsWindowIsOver(long millis, boolean granted) {
        var row = List.of(Window.minute(3));
        limits.take("k", row, NOW);
        limits.take("k", row, NOW.plusSeconds(30));
        limits.take("k", row, NOW.plusSeconds(40));
        // Granted at 60 s is one only: the two others still count.
        var at = NOW.plusMillis(Math.max(millis, 40_000));
        assertThat(limits.take("k", row, at) instanceof Verdict.Granted).isEqualTo(granted);
        if (granted) {
            assertThat(limits.take("k", row, at))
                    .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.pause())
                            .isEqualTo(Duration.ofSeconds(30)));
        }
    }

    @Test
    void aRefusedRequestCountsInNoWindow() {
        var row = List.of(Window.minute(1), Window.hour(2));
        assertThat(limits.take("k", row, NOW)).isInstanceOf(Verdict.Granted.class);
        for (var i = 0; i < 50; i++) {
            assertThat(limits.take("k", row, NOW.plusSeconds(1))).isInstanceOf(Verdict.Refused.class);
        }
        assertThat(limits.take("k", row, NOW.plusSeconds(61))).isInstanceOf(Verdict.Granted.class);
        assertThat(limits.take("k", row, NOW.plusSeconds(130)))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(
                                refused.standing().window().word())
                        .isEqualTo("hour"));
    }

    @Test
    void tellsOfTheScarcestWindowAndOfTheHourWhereAllAreEqual() {
        var row = List.of(Window.minute(10), Window.hour(10), Window.day(10));
        assertThat(limits.take("k", row, NOW)).isInstanceOfSatisfying(Verdict.Granted.class, granted -> {
            assertThat(granted.standing().window().word()).isEqualTo("hour");
            assertThat(granted.standing().remaining()).isEqualTo(9);
        });
        assertThat(limits.take("other", Rates.of(Plan.FREE), NOW))
                .isInstanceOfSatisfying(Verdict.Granted.class, granted -> assertThat(
                                granted.standing().window().word())
                        .isEqualTo("minute"));
    }

    @Test
    void keysDoNotTouchEachOther() {
        var row = List.of(Window.minute(1));
        assertThat(limits.take("a", row, NOW)).isInstanceOf(Verdict.Granted.class);
        assertThat(limits.take("b", row, NOW)).isInstanceOf(Verdict.Granted.class);
        assertThat(limits.take("a", row, NOW)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void manyAtOnceAreCountedExactly() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 500)
                    .mapToObj(_ -> threads.submit(() -> limits.take("k", Rates.of(Plan.PRO), NOW)))
                    .toList();
            var granted = 0;
            for (var one : tries) {
                granted += one.get() instanceof Verdict.Granted ? 1 : 0;
            }
            assertThat(granted).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 second",
        "59, 59 seconds",
        "60, 1 minute",
        "61, 2 minutes",
        "2700, 45 minutes",
        "3600, 1 hour",
        "3601, 2 hours",
        "86400, 24 hours"
    })
    void saysHowLong(long seconds, String text) {
        assertThat(RateGate.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
