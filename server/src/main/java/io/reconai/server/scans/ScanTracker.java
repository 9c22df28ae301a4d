package io.reconai.server.scans;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanListener;
import io.reconai.engine.ScanPhase;
import io.reconai.engine.ScanWarning;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.FindingStore;
import io.reconai.server.store.LeaseLostException;
import io.reconai.server.store.ScanLease;
import io.reconai.server.store.ScanStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Follows one scan: keeps its hosts and its state in the store and tells those who watch. One call at a time.
///
/// It writes under the scan's lease: when another process has taken the scan over, nothing is kept or told any more.
final class ScanTracker implements ScanListener {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Workspace workspace;
    private final ScanWish wish;
    private final ScanLease lease;
    private final ScanStore scans;
    private final AssetStore assets;
    private final FindingStore findings;
    private final ScanFeed feed;
    private final Clock clock;
    private final ScanDraft draft;
    private Instant savedAt = Instant.EPOCH;
    private HostKeeper keeper;
    private boolean isLost;
    private boolean isToBeRecounted;

    /// Says what becomes of hosts that were judged, of each in their order.
    @FunctionalInterface
    interface HostKeeper {
        List<AssetStore.Kept> keep(List<Asset> assets);
    }

    /// What the feed says of a phase.
    record PhaseEvent(ScanPhase phase, ScanPhase.State status, Instant at) {}

    /// What the feed says of a host.
    record AssetEvent(
            String assetId,
            String assetValue,
            String assetType,
            int riskScore,
            String riskLevel,
            List<Integer> openPorts,
            int findingsCount,
            boolean isNew) {

        static AssetEvent of(AssetRow row, boolean isNew) {
            return new AssetEvent(
                    row.assetId(),
                    row.assetValue(),
                    word(row.assetType()),
                    row.riskScore(),
                    word(row.riskLevel()),
                    row.openPorts(),
                    row.openFindings(),
                    isNew);
        }
    }

    /// What the feed says of a finding.
    record FindingEvent(
            String findingId,
            String assetId,
            String assetValue,
            String type,
            String severity,
            String title,
            boolean isNew) {}

    ScanTracker(
            Workspace workspace,
            ScanRecord record,
            ScanLease lease,
            ScanStore scans,
            AssetStore assets,
            FindingStore findings,
            ScanFeed feed,
            Clock clock) {
        this.workspace = workspace;
        this.wish = record.wish();
        this.lease = lease;
        this.scans = scans;
        this.assets = assets;
        this.findings = findings;
        this.feed = feed;
        this.clock = clock;
        draft = new ScanDraft(record.view());
        keeper = this::asSeenNow;
    }

    private List<AssetStore.Kept> asSeenNow(List<Asset> scored) {
        var now = clock.instant();
        return assets.keep(
                workspace,
                scanId(),
                scored.stream().map(asset -> new AssetStore.Look(asset, now)).toList());
    }

    /// From now on hosts are kept in another way than that of a scan.
    synchronized void keepBy(HostKeeper other) {
        keeper = other;
    }

    synchronized void start() {
        draft.start(clock.instant());
        save();
    }

    /// Goes on with a scan that an earlier process began.
    ///
    /// @return the values of the hosts that are done
    synchronized Set<String> resume() {
        var done = countKept();
        draft.retry(done.size());
        warn(new ScanWarning(
                ScanWarning.Code.RESUMED, "server", "went on after a restart; " + done.size() + " hosts were done"));
        return done;
    }

    /// Counts what the store has of the scan.
    ///
    /// @return the values of the hosts
    private Set<String> countKept() {
        Set<String> done = new HashSet<>();
        draft.recount();
        assets.forEachKeptBy(workspace, scanId(), kept -> {
            draft.keptBefore(kept.row(), kept.isNew());
            done.add(kept.row().assetValue());
        });
        var changes = findings.changesOf(workspace, scanId());
        draft.findings(changes.added(), changes.fixed());
        return done;
    }

    /// True when going on has led nowhere too often.
    synchronized boolean isHopeless() {
        return draft.isHopeless();
    }

    synchronized void warn(ScanWarning warning) {
        draft.warn(warning);
        feed.add("warning", warning);
    }

    @Override
    public synchronized void on(ScanEvent event) {
        if (isOver()) {
            return; // of a thread that was stopped in the middle
        }
        switch (event) {
            case ScanEvent.PhaseChanged changed -> {
                draft.phase(changed.phase(), changed.state());
                feed.add("phase", new PhaseEvent(changed.phase(), changed.state(), clock.instant()));
                save();
            }
            case ScanEvent.Progressed progressed -> {
                draft.counts(progressed.counts());
                saveSometimes();
            }
            case ScanEvent.HostFound _ -> {} // counted in Progressed; shown when it has been looked at
            case ScanEvent.HostScored scored when scored.again() -> keepAgain(scored.asset());
            case ScanEvent.HostScored scored -> keep(List.of(scored.asset()));
            case ScanEvent.SourceFinished finished -> draft.source(finished.health());
            case ScanEvent.Warned warned -> warn(warned.warning());
        }
    }

    /// Hosts that were scored together.
    synchronized void keep(List<Asset> scored) {
        if (isOver()) {
            return;
        }
        var kept = held(() -> keeper.keep(scored));
        for (var i = 0; i < kept.size(); i++) {
            tell(scored.get(i), kept.get(i));
        }
        saveSometimes();
    }

    /// A host of which more is known than when it was counted.
    private void keepAgain(Asset asset) {
        var kept = held(() -> keeper.keep(List.of(asset))).getFirst();
        isToBeRecounted = true;
        show(asset, kept);
        saveSometimes();
    }

    private boolean isOver() {
        return isLost || draft.view().scanStatus().isFinal();
    }

    /// @throws LeaseLostException when the scan is another's
    private <T> T held(Supplier<T> work) {
        try {
            return lease.call(work);
        } catch (LeaseLostException lost) {
            isLost = true;
            throw lost;
        }
    }

    private void tell(Asset asset, AssetStore.Kept kept) {
        var row = kept.row();
        draft.asset(row, kept.isNew());
        draft.findings(kept.newFindings().size(), kept.fixedFindings());
        show(asset, kept);
    }

    private void show(Asset asset, AssetStore.Kept kept) {
        var row = kept.row();
        feed.add("asset", AssetEvent.of(row, kept.isNew()));
        for (var finding : asset.findings()) {
            feed.add(
                    "finding",
                    new FindingEvent(
                            finding.id(),
                            row.assetId(),
                            row.assetValue(),
                            finding.checkId(),
                            word(finding.severity()),
                            finding.title(),
                            kept.newFindings().contains(finding.id())));
        }
    }

    /// @throws LeaseLostException when the scan is another's
    synchronized void finish(ScanStatus end, @Nullable String why) {
        if (isToBeRecounted) {
            countKept();
        }
        draft.finish(end, why, clock.instant());
        if (draft.wasInVain()) {
            held(() -> {
                scans.saveAndGiveBack(record());
                return true;
            });
            feed.add("scan", draft.view());
        } else {
            save();
        }
        feed.end(draft.view());
    }

    synchronized ScanView view() {
        return draft.view();
    }

    Workspace workspace() {
        return workspace;
    }

    String scanId() {
        return draft.view().scanId();
    }

    private void saveSometimes() {
        if (Duration.between(savedAt, clock.instant()).compareTo(PAUSE) >= 0) {
            save();
        }
    }

    private void save() {
        savedAt = clock.instant();
        held(() -> {
            scans.save(record());
            return true;
        });
        feed.add("scan", draft.view());
    }

    private ScanRecord record() {
        return new ScanRecord(workspace.id(), wish, draft.view());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
