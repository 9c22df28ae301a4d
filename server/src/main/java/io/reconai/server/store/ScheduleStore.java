package io.reconai.server.store;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.schedules.PlannedRun;
import io.reconai.server.schedules.Schedule;
import io.reconai.server.schedules.ScheduledDomain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When domains are scanned by themselves: one schedule a domain, kept with it.
public interface ScheduleStore {

    /// What came of setting a schedule.
    enum Setting {
        DONE,
        /// So many domains are monitored already.
        FULL,
        NO_DOMAIN
    }

    /// A domain that is scanned by itself.
    record Monitored(String domainId, DomainName name) {}

    /// A run that is due.
    ///
    /// @param plannedAt the time by the rhythm, before the spread
    /// @param due the time it may be taken from; what tells one claim from the next
    record DueRun(
            Workspace workspace,
            String domainId,
            DomainName domain,
            Schedule schedule,
            Instant plannedAt,
            Instant due) {

        /// The same after it was claimed.
        public DueRun until(Instant time) {
            return new DueRun(workspace, domainId, domain, schedule, plannedAt, time);
        }
    }

    /// Sets or replaces a domain's schedule.
    ///
    /// @param next empty when it is not enabled
    /// @param most domains with an enabled schedule; unlimited when null
    Setting set(
            Workspace workspace, String domainId, Schedule schedule, Optional<PlannedRun> next, @Nullable Integer most);

    /// @return false when there was none
    boolean remove(Workspace workspace, String domainId);

    /// All schedules, the next run first, those without one last.
    PageOf<ScheduledDomain> list(Workspace workspace, PageRequest page);

    /// Domains whose schedules are enabled, those that were listed first before others.
    List<Monitored> monitored(Workspace workspace);

    /// When the newest scan of a domain was asked for, however it ended.
    Optional<Instant> lastScan(Workspace workspace, DomainName domain);

    /// Domains at or below a name whose schedule is enabled or not, and of a mode.
    List<ScheduledDomain> below(Workspace workspace, DomainName name, ScanMode mode);

    /// Changes the mode of a schedule and nothing else.
    void setMode(Workspace workspace, String domainId, ScanMode mode);

    /// Runs that are due, of all workspaces that are not archived, the oldest first.
    List<DueRun> due(Instant now, int most);

    /// Takes a run upon oneself, until a time from which on another may.
    ///
    /// @return true for exactly one of all who ask
    boolean claim(DueRun run, Instant until);

    /// Plans the run after a claimed one. Nothing when the schedule was changed or the claim has run out in between.
    ///
    /// @param claimed the run as claimed, [DueRun#until]
    /// @param next empty when there is none any more
    /// @param scanId what was started; empty when the run was skipped
    void settle(DueRun claimed, Optional<PlannedRun> next, Optional<String> scanId);
}
