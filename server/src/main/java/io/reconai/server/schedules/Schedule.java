package io.reconai.server.schedules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.reconai.engine.ScanMode;
import io.reconai.server.scans.ScanType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How a domain is scanned by itself, as the store keeps it. Checked when it was set.
///
/// @param frequencyHours absent where `cron` says when
/// @param cron five fields, on the clocks of `timeZone`; absent where `frequencyHours` says when
/// @param timeZone an IANA name
/// @param ports for active scans
/// @param setBy the person in whose name scans are started
public record Schedule(
        @Nullable Integer frequencyHours,
        @Nullable String cron,
        String timeZone,
        ScanMode mode,
        ScanType scanType,
        String ports,
        boolean enabled,
        String setBy) {

    /// When it runs.
    @JsonIgnore
    Rhythm rhythm() {
        if (cron != null) {
            return CronRhythm.of(cron, ZoneId.of(timeZone));
        }
        if (frequencyHours != null) {
            return new Rhythm.Hours(frequencyHours);
        }
        throw new IllegalStateException("a schedule without a rhythm");
    }
}
