package io.reconai.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When cron's five fields come, on the clocks of a place.
class CronRhythmTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        every day                  | 30 4 * * *     | UTC           | 2026-03-01T04:30:00Z | 2026-03-02T04:30:00Z
        a minute before            | 30 4 * * *     | UTC           | 2026-03-01T04:29:59Z | 2026-03-01T04:30:00Z
        Sunday is 0                | 0 6 * * 0      | UTC           | 2026-03-02T00:00:00Z | 2026-03-08T06:00:00Z
        Sunday is 7 too            | 0 6 * * 7      | UTC           | 2026-03-02T00:00:00Z | 2026-03-08T06:00:00Z
        weekdays by name           | 0 6 * * MON-FRI | UTC          | 2026-03-06T06:00:00Z | 2026-03-09T06:00:00Z
        day or weekday             | 0 0 15 * 1     | UTC           | 2026-03-10T00:00:00Z | 2026-03-15T00:00:00Z
        a leap day                 | 0 0 29 2 *     | UTC           | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z
        several blanks             | 0   6  *  * *  | UTC           | 2026-03-01T07:00:00Z | 2026-03-02T06:00:00Z
        elsewhere in winter        | 0 6 * * *      | Europe/Berlin | 2026-01-01T06:00:00Z | 2026-01-02T05:00:00Z
        elsewhere in summer        | 0 6 * * *      | Europe/Berlin | 2026-07-01T06:00:00Z | 2026-07-02T04:00:00Z
        trap: an hour left out     | 30 2 * * *     | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z
        and the day after          | 30 2 * * *     | Europe/Berlin | 2026-03-29T01:30:00Z | 2026-03-30T00:30:00Z
        trap: an hour shown twice  | 30 2 * * *     | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
        and not a second time      | 30 2 * * *     | Europe/Berlin | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
        from between both          | 30 2 * * *     | Europe/Berlin | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
        """)
    void comesNext(String why, String expression, String zone, Instant after, Instant expected) {
        assertThat(CronRhythm.of(expression, ZoneId.of(zone)).after(after)).contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        every minute           | * * * * *       | PT1M
        every six hours        | 0 */6 * * *     | PT6H
        twice a night          | 0 0,23 * * *    | PT1H
        only over the end      | 0 0,23 1,31 * * | PT1H
        once a day             | 0 6 * * *       | PT24H
        once a week            | 0 6 * * 1       | PT168H
        trap: odd remainder    | 0 */5 * * *     | PT4H
        """)
    void knowsItsShortestInterval(String why, String expression, Duration expected) {
        assertThat(CronRhythm.of(expression, ZoneId.of("Europe/Berlin")).shortest())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "@daily",
                "60 * * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "*/0 * * * *",
                "5-1 * * * *",
                "0 0 L * *",
                "0 0 ? * *",
                "a b c d e",
                "0 0 30 2 *",
                "0 0 31 4,6,9,11 *",
                "0 6 * * *\n0 7 * * *",
                "999999999999999999999 * * * *",
                "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 * * * *",
            })
    void refusesWhatIsNoRhythm(String expression) {
        assertThatThrownBy(() -> CronRhythm.of(expression, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("[^\\n]{5,210}");
    }

    /// A year of a schedule goes forward and never comes twice.
    @ParameterizedTest
    @ValueSource(strings = {"30 2 * * *", "0 */6 * * *", "15 1-3 * * *", "0 0 1,15 * 1"})
    void alwaysGoesForward(String expression) {
        var rhythm = CronRhythm.of(expression, ZoneId.of("Europe/Berlin"));
        List<Instant> times = new ArrayList<>(List.of(Instant.parse("2026-01-01T00:00:00Z")));
        while (times.getLast().isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
            times.add(rhythm.after(times.getLast()).orElseThrow());
        }
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }
}
