package io.reconai.server.store;

import io.reconai.server.identity.Workspace;
import io.reconai.server.usage.ApiCall;
import io.reconai.server.usage.DailyUsage;
import io.reconai.server.usage.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Counters and the log of calls. Scan credits are taken by [ScanStore#start], in one step with the scan.
public interface UsageStore {

    /// What was used in the period that holds the time.
    Usage usage(Workspace workspace, Instant now);

    /// Counts a call unless the limit is reached: of many at once exactly as many succeed as are left.
    boolean takeCall(Workspace workspace, int limit, Instant now);

    /// Takes a call back that turned out not to count; nothing when its period is over.
    void giveCallBack(Workspace workspace, Instant now);

    /// Adds calls to the log, and to the counter those that are not counted yet.
    void log(List<ApiCall> calls);

    /// Calls and scans by day, every day of the range, the oldest first.
    List<DailyUsage> daily(Workspace workspace, LocalDate first, LocalDate last);

    /// Removes log entries from before a time.
    void sweepLog(Instant before);
}
