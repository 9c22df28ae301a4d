package io.reconai.server.schedules;

import io.reconai.engine.ScanMode;
import io.reconai.server.scans.ScanType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A schedule as the interface shows it, in the form in which it is set, and whether it runs.
///
/// @param pausedBecause null unless it is paused
public record ScheduleView(
        @Nullable Integer frequencyHours,
        @Nullable String cron,
        String timeZone,
        ScanMode mode,
        ScanType scanType,
        String ports,
        boolean enabled,
        ScheduleState state,
        @Nullable PauseReason pausedBecause) {

    /// What is shown of a stored one.
    public static ScheduleView of(Schedule schedule, Optional<PauseReason> pause) {
        return new ScheduleView(
                schedule.frequencyHours(),
                schedule.cron(),
                schedule.timeZone(),
                schedule.mode(),
                schedule.scanType(),
                schedule.ports(),
                schedule.enabled(),
                ScheduleState.of(schedule.enabled(), pause.isPresent()),
                pause.orElse(null));
    }
}
