package io.reconai.server.store;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanView;
import io.reconai.server.usage.PlanLimits;
import io.reconai.server.usage.Usage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Scans.
public interface ScanStore {

    /// What came of the wish to start a scan.
    sealed interface Start {
        /// It is in the store, and its credit is taken.
        record Taken() implements Start {}
        /// It is there already, by an earlier try.
        record Known(ScanView scan) implements Start {}
        /// One of the same domain is waiting or running.
        record InProgress(String scanId) implements Start {}
        /// No credit is left in the period.
        record NoCredit(Usage usage) implements Start {}
    }

    /// Adds a scan and takes a credit for it, both or neither, whoever else asks at the same moment. Another
    /// try with the same id changes nothing.
    Start start(Workspace workspace, ScanRecord scan, PlanLimits limits, Instant now);

    /// A scan that whoever asked for work is to run.
    ///
    /// @param isCanceled somebody wants it stopped
    record Leased(ScanRecord scan, ScanLease lease, boolean isCanceled) {}

    /// A scan that one still has.
    ///
    /// @param isCanceled somebody wants it stopped
    record Held(ScanLease lease, boolean isCanceled) {}

    /// Hands out scans that wait or run and that nobody has, or whose lease has ended, the oldest first: of many who
    /// ask at once nobody gets the same one, until `until`.
    ///
    /// @param owner the process that asks
    List<Leased> lease(String owner, Instant now, Instant until, int most);

    /// Keeps scans for longer.
    ///
    /// @return those that one still has; of the rest each has ended, is gone or is another's
    List<Held> renew(String owner, Collection<String> scanIds, Instant until);

    /// Lets others have what a process has, at once.
    void release(String owner, Instant now);

    /// Asks whoever runs a scan to stop it.
    ///
    /// @return false when the workspace has none of the id that is waiting or running
    boolean cancel(Workspace workspace, String scanId);

    /// Scans of the workspace that are waiting or running and were asked for before this one.
    List<String> ahead(Workspace workspace, String scanId);

    /// Scans of the workspace that are waiting or running and not this process's.
    List<ScanView> elsewhere(Workspace workspace, String owner);

    /// Finishes what processes that died had begun of starts and ends.
    void settle();

    /// Replaces what is known of a scan that was not worth its credit, and gives the credit back, once.
    void saveAndGiveBack(ScanRecord scan);

    /// Adds a scan that costs nothing unless one of the same domain is waiting or running in the workspace.
    ///
    /// @return the id of the one that is in the way; empty when the scan was added
    Optional<String> add(Workspace workspace, ScanRecord scan);

    /// Replaces what is known of a scan; for whoever runs it, under its lease ([ScanLease#call]), hence by the
    /// record's own workspace.
    void save(ScanRecord scan);

    Optional<ScanView> find(Workspace workspace, String scanId);

    /// Forgets a scan that has ended.
    ///
    /// @return false when the workspace has none of the id that has ended
    boolean remove(Workspace workspace, String scanId);

    /// @param filters by column, and `trigger`; several values separated by commas. `created_after` and
    ///     `created_before` hold one time
    PageOf<ScanView> list(Workspace workspace, Map<String, String> filters, PageRequest page);

    /// Scans of all workspaces that are waiting or running, the oldest first.
    List<ScanRecord> unfinished();
}
