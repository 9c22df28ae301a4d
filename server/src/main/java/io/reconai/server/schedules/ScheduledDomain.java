package io.reconai.server.schedules;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.scans.ScanType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A schedule in the list of all of a workspace.
///
/// @param pausedBecause null unless it is paused
/// @param nextRunAt absent while it is not enabled
/// @param lastScanId the newest scan that it started
/// @param lastStatus where that scan stands; absent when it was deleted
public record ScheduledDomain(
        String domainId,
        DomainName domain,
        @Nullable Integer frequencyHours,
        @Nullable String cron,
        String timeZone,
        ScanMode mode,
        ScanType scanType,
        String ports,
        boolean enabled,
        ScheduleState state,
        @Nullable PauseReason pausedBecause,
        @Nullable Instant nextRunAt,
        @Nullable String lastScanId,
        @Nullable ScanStatus lastStatus) {

    /// A stored schedule with what is known around it.
    public static ScheduledDomain of(
            String domainId,
            DomainName domain,
            Schedule schedule,
            @Nullable Instant nextRunAt,
            @Nullable String lastScanId,
            @Nullable ScanStatus lastStatus) {
        return new ScheduledDomain(
                domainId,
                domain,
                schedule.frequencyHours(),
                schedule.cron(),
                schedule.timeZone(),
                schedule.mode(),
                schedule.scanType(),
                schedule.ports(),
                schedule.enabled(),
                ScheduleState.of(schedule.enabled(), false),
                null,
                nextRunAt,
                lastScanId,
                lastStatus);
    }

    /// The same with why it rests, if it does.
    ScheduledDomain in(SchedulePauses.Room room) {
        var schedule = new Schedule(frequencyHours, cron, timeZone, mode, scanType, ports, enabled, "");
        var pause = room.pause(domainId, schedule);
        return new ScheduledDomain(
                domainId,
                domain,
                frequencyHours,
                cron,
                timeZone,
                mode,
                scanType,
                ports,
                enabled,
                ScheduleState.of(enabled, pause.isPresent()),
                pause.orElse(null),
                nextRunAt,
                lastScanId,
                lastStatus);
    }
}
