package io.reconai.server.store;

import io.reconai.server.identity.Workspace;
import io.reconai.server.reports.ReportSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports that come by themselves, and who makes which one.
///
/// A report is claimed, its mails are held back in the outbox, then [#settle] writes that they exist and when the next
/// report is due, in one step; only then they are let go. So a kill at any point neither loses a report nor makes it
/// twice.
public interface ReportScheduleStore {

    /// A schedule and how it stands.
    ///
    /// @param nextAt null while it is off
    /// @param sentAt when its last report was made; null before the first
    record StoredReport(
            ReportSchedule schedule,
            @Nullable Instant nextAt,
            @Nullable Instant sentAt) {}

    /// A schedule by its id alone, and whose it is.
    record LocatedReport(Workspace workspace, StoredReport stored) {}

    /// A report that is due, or one whose mails are still to be let go.
    ///
    /// @param nextAt when the rhythm wants it; null while it is off
    /// @param askedAt when somebody wanted it at once; null when nobody did
    /// @param due the time it may be taken from; what tells one claim from the next
    /// @param held errands that [#settle] wrote and nobody let go yet
    record DueReport(
            Workspace workspace,
            ReportSchedule schedule,
            @Nullable Instant nextAt,
            @Nullable Instant askedAt,
            Instant due,
            @Nullable Instant sentAt,
            List<String> held) {

        public DueReport {
            held = List.copyOf(held);
        }

        /// The same after it was claimed.
        public DueReport until(Instant time) {
            return new DueReport(workspace, schedule, nextAt, askedAt, time, sentAt, held);
        }
    }

    /// Adds one; one of the same id stays as it is.
    void add(Workspace workspace, ReportSchedule schedule, Optional<Instant> next);

    Optional<StoredReport> find(Workspace workspace, String scheduleId);

    /// The oldest first.
    List<StoredReport> list(Workspace workspace);

    /// For mails that leave later.
    Optional<LocatedReport> locate(String scheduleId);

    /// Replaces one.
    ///
    /// @return false when there is none
    boolean save(Workspace workspace, ReportSchedule schedule, Optional<Instant> next);

    /// @return false when there is none
    boolean remove(Workspace workspace, String scheduleId);

    /// Makes one due at once; nothing more when it is already.
    ///
    /// @return false when there is none
    boolean ask(Workspace workspace, String scheduleId, Instant now);

    /// Reports that are due, of all workspaces that are not archived, the oldest first.
    List<DueReport> due(Instant now, int most);

    /// Takes one upon oneself, until a time from which on another may.
    ///
    /// @return true for exactly one of all who ask
    boolean claim(DueReport report, Instant until);

    /// Notes that a claimed report was made, or passed over, and when the next is due.
    ///
    /// @param claimed as claimed, [DueReport#until]
    /// @param sentAt empty when it was passed over
    /// @param held errands that are to be let go now
    /// @return false when the schedule was changed or the claim has run out: the errands are not to leave
    boolean settle(DueReport claimed, Optional<Instant> next, Optional<Instant> sentAt, List<String> held);

    /// The errands of a settled report were let go.
    void released(DueReport claimed);
}
