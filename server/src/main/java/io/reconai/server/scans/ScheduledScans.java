package io.reconai.server.scans;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.ScanStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Starts scans that a schedule asks for. They take no credit.
@ApplicationScoped
public class ScheduledScans {

    private final ScanStore scans;
    private final ScanQueue queue;
    private final AuditLog audit;
    private final Clock clock;

    ScheduledScans(ScanStore scans, ScanQueue queue, AuditLog audit, Clock clock) {
        this.scans = scans;
        this.queue = queue;
        this.audit = audit;
        this.clock = clock;
    }

    /// Starts a scan, unless an earlier try has.
    ///
    /// @param scanId its id, the same in another try
    /// @param onBehalfOf the person who set the schedule
    /// @return false when another scan of the domain is waiting or running
    public boolean start(Workspace workspace, String scanId, ScanWish wish, String onBehalfOf) {
        if (scans.find(workspace, scanId).isPresent()) {
            return true;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var view = ScanDraft.asked(scanId, wish, "schedule", onBehalfOf, null, now);
        var record = new ScanRecord(workspace.id(), wish, view);
        if (scans.add(workspace, record).isPresent()) {
            return false;
        }
        queue.wake();
        audit.recordBySystem(
                workspace,
                "scan.started",
                new AuditEntry.Target("scan", scanId, wish.domain().value()),
                Map.of());
        return true;
    }
}
