package io.reconai.server.scans;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.ScanStore;
import java.time.Duration;
import java.time.Instant;

/// Scans for tests of the store.
public final class ScanRecords {

    private static final int MOST_HELD = 1_000;

    private ScanRecords() {}

    /// One that was just asked for.
    public static ScanRecord asked(String scanId, Workspace workspace, String domain, Instant at) {
        var wish = new ScanWish(new DomainName(domain), ScanType.FULL, ScanMode.STANDARD, true, "top-100", true, 100);
        return new ScanRecord(workspace.id(), wish, ScanDraft.asked(scanId, wish, "manual", workspace.id(), null, at));
    }

    /// The same, completed.
    public static ScanRecord finished(ScanRecord scan, Instant at) {
        return ended(scan, ScanStatus.COMPLETED, at);
    }

    /// The same, ended somehow.
    public static ScanRecord ended(ScanRecord scan, ScanStatus end, Instant at) {
        var draft = new ScanDraft(scan.view());
        draft.finish(end, null, at);
        return new ScanRecord(scan.workspaceId(), scan.wish(), draft.view());
    }

    /// Adds a scan that somebody else runs, as far as this server sees, so that it does not begin with it.
    public static void addHeld(ScanStore scans, Workspace workspace, ScanRecord scan) {
        scans.add(workspace, scan);
        var now = Instant.now();
        scans.lease("somebody else", now, now.plus(Duration.ofDays(1)), MOST_HELD);
    }
}
