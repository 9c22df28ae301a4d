package io.reconai.server.reports;

import io.reconai.server.schedules.PauseReason;
import io.reconai.server.schedules.ScheduleState;
import io.reconai.server.store.ReportScheduleStore.StoredReport;
import io.reconai.server.workspaces.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A report schedule as the interface shows it.
///
/// @param recipients addresses of those who are members still
/// @param pausedBecause null unless it is paused
/// @param nextSendAt null while it is off
/// @param lastSentAt null before the first
public record ReportScheduleView(
        String scheduleId,
        String name,
        boolean enabled,
        ReportSchedule.Every every,
        String at,
        String timeZone,
        ReportFormat format,
        List<String> domains,
        List<String> recipients,
        ScheduleState state,
        @Nullable PauseReason pausedBecause,
        @Nullable Instant nextSendAt,
        @Nullable Instant lastSentAt,
        Instant createdAt) {

    static ReportScheduleView of(StoredReport stored, List<Member> members, Optional<PauseReason> pause) {
        var schedule = stored.schedule();
        var state = ScheduleState.of(schedule.enabled(), pause.isPresent());
        return new ReportScheduleView(
                schedule.scheduleId(),
                schedule.name(),
                schedule.enabled(),
                schedule.every(),
                schedule.at(),
                schedule.timeZone(),
                schedule.format(),
                schedule.domains(),
                members.stream()
                        .filter(member -> schedule.recipients().contains(member.uid()))
                        .map(Member::email)
                        .toList(),
                state,
                state == ScheduleState.PAUSED ? pause.orElse(null) : null,
                stored.nextAt(),
                stored.sentAt(),
                schedule.createdAt());
    }
}
