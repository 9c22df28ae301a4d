package io.reconai.server.alerts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// Alerts gathered into one message: of a scan, of a day, of a week (on Mondays) or of a month (on the first).
///
/// @param at the time of day, such as `08:00`; of no meaning for scans
/// @param attachPdf whether the report goes with its mails
public record Digest(Every every, String at, String timeZone, boolean attachPdf) {

    /// How often.
    public enum Every {
        SCAN,
        DAILY,
        WEEKLY,
        MONTHLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// When what happens now leaves. A time that clocks skip in spring comes as much later.
    Instant next(Instant now) {
        if (every == Every.SCAN) {
            return now;
        }
        var zone = ZoneId.of(timeZone);
        var time = LocalTime.parse(at);
        var today = LocalDate.ofInstant(now, zone);
        for (var day = first(today); ; day = first(day.plusDays(1))) {
            var due = day.atTime(time).atZone(zone).toInstant();
            if (due.isAfter(now)) {
                return due;
            }
        }
    }

    private LocalDate first(LocalDate day) {
        return switch (every) {
            case SCAN, DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.getDayOfMonth() == 1 ? day : day.with(TemporalAdjusters.firstDayOfNextMonth());
        };
    }
}
