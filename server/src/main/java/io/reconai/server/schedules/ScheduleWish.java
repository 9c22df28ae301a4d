package io.reconai.server.schedules;

import io.reconai.engine.ScanMode;
import io.reconai.server.http.ApiException;
import io.reconai.server.scans.ScanFields;
import io.reconai.server.scans.ScanType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A schedule as somebody asks for it; one of `frequency_hours` and `cron` says when, absent fields have their
/// defaults.
public record ScheduleWish(
        @Nullable Integer frequencyHours,
        @Nullable String cron,
        @Nullable String timeZone,
        @Nullable String mode,
        @Nullable String scanType,
        @Nullable String ports,
        @Nullable Boolean enabled) {

    private static final int MOST_HOURS = 720;
    private static final String UTC = "UTC";

    static ScheduleWish empty() {
        return new ScheduleWish(null, null, null, null, null, null, null);
    }

    /// The schedule, when every field of it is right.
    ///
    /// @throws ApiException `VALIDATION_ERROR`
    Schedule checked(String uid) {
        if ((frequencyHours == null) == (cron == null)) {
            throw ApiException.invalid("frequency_hours", "missing", "or cron says when, one of the two");
        }
        if (frequencyHours != null && (frequencyHours < 1 || frequencyHours > MOST_HOURS)) {
            throw ApiException.invalid("frequency_hours", "range", "is a whole number from 1 to " + MOST_HOURS);
        }
        var zone = timeZone == null ? UTC : timeZone;
        if (!zone.equals(UTC) && !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw ApiException.invalid("time_zone", "value", "is a name such as Europe/Berlin");
        }
        var fields = cron == null ? null : cron.strip();
        if (fields != null) {
            try {
                CronRhythm.of(fields, ZoneId.of(zone));
            } catch (IllegalArgumentException wrong) {
                throw ApiException.invalid("cron", "format", String.valueOf(wrong.getMessage()));
            }
        }
        return new Schedule(
                frequencyHours,
                fields,
                zone,
                ScanFields.word("mode", mode, ScanMode.STANDARD, ScanMode.values()),
                ScanFields.word("scan_type", scanType, ScanType.FULL, ScanType.values()),
                ScanFields.ports(ports),
                enabled == null || enabled,
                uid);
    }
}
