package io.reconai.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Periods begin and end by the clock alone.
class UsageTest {

    private static final Usage FIRST =
            new Usage(Instant.parse("2026-03-01T09:30:00Z"), Instant.parse("2026-03-31T09:30:00Z"), 7, 3);

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:30:00Z,     7, 2026-03-01T09:30:00Z, 2026-03-31T09:30:00Z",
        "2026-03-31T09:29:59.999Z, 7, 2026-03-01T09:30:00Z, 2026-03-31T09:30:00Z",
        "2026-03-31T09:30:00Z,     0, 2026-03-31T09:30:00Z, 2026-04-30T09:30:00Z",
        "2026-04-30T09:29:59.999Z, 0, 2026-03-31T09:30:00Z, 2026-04-30T09:30:00Z",
        "2026-04-30T09:30:00Z,     0, 2026-04-30T09:30:00Z, 2026-05-30T09:30:00Z",
        "2027-03-01T00:00:00Z,     0, 2027-02-24T09:30:00Z, 2027-03-26T09:30:00Z",
    })
    void usageFallsToNothingByItself(Instant now, long calls, Instant start, Instant end) {
        var seen = FIRST.at(now);
        assertThat(seen.apiCalls()).isEqualTo(calls);
        assertThat(seen.periodStart()).isEqualTo(start);
        assertThat(seen.periodEnd()).isEqualTo(end);
    }

    @Test
    void aStepBackOfTheClockChangesNothing() {
        assertThat(FIRST.at(Instant.parse("2020-01-01T00:00:00Z"))).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "202, true",
        "204, true",
        "301, true",
        "304, false",
        "400, true",
        "401, false",
        "402, false",
        "403, true",
        "404, true",
        "422, true",
        "429, false",
        "500, false",
        "503, false"
    })
    void onlyAnsweredCallsCount(int status, boolean counts) {
        assertThat(CallCounter.counts(status)).isEqualTo(counts);
    }
}
