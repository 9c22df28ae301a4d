package io.reconai.server.reports;

import io.reconai.server.schedules.PlaceTimes;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// A report that comes by itself, as the store keeps it. Checked when it was set.
///
/// @param at the time of day, such as `08:00`, on the clocks of `timeZone`
/// @param domains whose assets are in it; all when empty
/// @param recipients members, by uid: what they are called and where they are written to is looked up each time
/// @param createdBy uid
public record ReportSchedule(
        String scheduleId,
        String name,
        boolean enabled,
        Every every,
        String at,
        String timeZone,
        ReportFormat format,
        List<String> domains,
        List<String> recipients,
        Instant createdAt,
        String createdBy) {

    public ReportSchedule {
        domains = List.copyOf(domains);
        recipients = List.copyOf(recipients);
    }

    /// How often.
    public enum Every {
        /// On Mondays.
        WEEKLY,
        /// On the first.
        MONTHLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// When it comes next.
    Instant next(Instant now) {
        var time = LocalTime.parse(at);
        var day = every == Every.WEEKLY ? "* * 1" : "1 * *";
        return PlaceTimes.next(time.getMinute() + " " + time.getHour() + " " + day, ZoneId.of(timeZone), now);
    }
}
