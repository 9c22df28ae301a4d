package io.reconai.server.schedules;

import java.time.Instant;
import java.time.ZoneId;

/// Times on the clocks of a place, for others than scans.
public final class PlaceTimes {

    private PlaceTimes() {}

    /// The first time after another.
    ///
    /// @param cron five fields that come again for ever
    public static Instant next(String cron, ZoneId zone, Instant time) {
        return CronRhythm.of(cron, zone).after(time).orElseThrow();
    }
}
