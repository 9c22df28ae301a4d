package io.reconai.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.http.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When runs are planned, and how far they are spread.
class PlannedRunTest {

    private static final String DOMAIN = "dom_00000000000000000000000001";

    private static Rhythm rhythm(String text) {
        return text.matches("\\d+") ? new Rhythm.Hours(Integer.parseInt(text)) : CronRhythm.of(text, ZoneId.of("UTC"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        never scanned: now            | 24        |                      | 2026-03-01T12:00:00Z
        scanned an hour ago           | 24        | 2026-03-01T11:00:00Z | 2026-03-02T11:00:00Z
        scanned long ago: now         | 24        | 2026-01-01T00:00:00Z | 2026-03-01T12:00:00Z
        an interval ago exactly: now  | 24        | 2026-02-28T12:00:00Z | 2026-03-01T12:00:00Z
        cron does not ask for scans   | 0 6 * * * | 2026-03-01T11:00:00Z | 2026-03-02T06:00:00Z
        """)
    void begins(String why, String rhythm, @Nullable Instant lastScan, Instant planned) {
        var now = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(PlannedRun.first(rhythm(rhythm), DOMAIN, now, Optional.ofNullable(lastScan)))
                .map(PlannedRun::plannedAt)
                .contains(planned);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        in time                      | 6         | 2026-03-01T12:00:00Z | 2026-03-01T12:20:00Z | 2026-03-01T18:00:00Z
        the next is due now as well  | 6         | 2026-03-01T12:00:00Z | 2026-03-01T18:00:00Z | 2026-03-02T00:00:00Z
        three days down: once        | 6         | 2026-03-01T12:00:00Z | 2026-03-04T13:00:00Z | 2026-03-04T18:00:00Z
        by cron                      | 0 6 * * * | 2026-03-01T06:00:00Z | 2026-03-01T07:00:00Z | 2026-03-02T06:00:00Z
        by cron, a month down: once  | 0 6 * * * | 2026-03-01T06:00:00Z | 2026-04-01T07:00:00Z | 2026-04-02T06:00:00Z
        trap: a clock set back       | 6         | 2026-03-01T12:00:00Z | 2026-03-01T10:00:00Z | 2026-03-01T18:00:00Z
        trap: the same under cron    | 0 6 * * * | 2026-03-01T06:00:00Z | 2026-02-27T07:00:00Z | 2026-03-02T06:00:00Z
        """)
    void goesOn(String why, String rhythm, Instant planned, Instant now, Instant next) {
        assertThat(PlannedRun.next(rhythm(rhythm), DOMAIN, planned, now))
                .map(PlannedRun::plannedAt)
                .contains(next);
    }

    @Test
    void runsAreSpreadOverATenthAndKeepTheirInterval() {
        var rhythm = new Rhythm.Hours(10);
        var now = Instant.parse("2026-03-01T12:00:00Z");
        var begins = new HashSet<Instant>();
        for (var i = 0; i < 500; i++) {
            var domain = Ids.next("dom");
            var first = PlannedRun.first(rhythm, domain, now, Optional.empty()).orElseThrow();
            var second = PlannedRun.next(rhythm, domain, first.plannedAt(), first.at())
                    .orElseThrow();
            assertThat(Duration.between(first.plannedAt(), first.at())).isBetween(Duration.ZERO, Duration.ofHours(1));
            assertThat(Duration.between(first.at(), second.at())).isEqualTo(Duration.ofHours(10));
            begins.add(first.at());
        }
        assertThat(begins).hasSizeGreaterThan(300);
        assertThat(begins).anyMatch(at -> at.isBefore(now.plusSeconds(360)));
        assertThat(begins).anyMatch(at -> at.isAfter(now.plusSeconds(3_240)));
    }
}
