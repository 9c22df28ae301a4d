package io.reconai.server.alerts;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// Hours of every day in which nothing leaves; it leaves when they end.
///
/// @param from such as `22:00`
/// @param to such as `07:00`; before `from` where midnight lies between
public record QuietHours(String from, String to, String timeZone) {

    /// The time itself, or the end of the quiet hours that it lies in.
    Instant after(Instant time) {
        var zone = ZoneId.of(timeZone);
        var local = time.atZone(zone);
        var begin = LocalTime.parse(from);
        var end = LocalTime.parse(to);
        var clock = local.toLocalTime();
        if (begin.isBefore(end)) {
            return !clock.isBefore(begin) && clock.isBefore(end)
                    ? local.toLocalDate().atTime(end).atZone(zone).toInstant()
                    : time;
        }
        if (!clock.isBefore(begin)) {
            return local.toLocalDate().plusDays(1).atTime(end).atZone(zone).toInstant();
        }
        return clock.isBefore(end)
                ? local.toLocalDate().atTime(end).atZone(zone).toInstant()
                : time;
    }
}
