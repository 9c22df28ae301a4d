package io.reconai.server.scans;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.Asset;
import io.reconai.engine.Judge;
import io.reconai.engine.ScanCounts;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanPhase;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanWarning;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Severity;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.ScanLease;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Judges evidence again with today's rules and model; nothing is sent anywhere.
///
/// Where it is applied, it is to an asset what a scan of the evidence's time would have been; an asset that was looked
/// at since then stays as it is. Otherwise what comes out is only recorded with the replay.
final class Replay {

    private static final int READ_AT_ONCE = 20;

    /// Kept in one step, for which the store goes to the disk once.
    private static final int KEPT_AT_ONCE = 100;

    /// Characters of evidence after which hosts are kept, however few.
    private static final long MOST_AT_ONCE = 8 << 20;

    private final EvidenceStore evidence;
    private final AssetStore assets;
    private final AssetReader reader;
    private final Workspace workspace;
    private final ScanRecord record;
    private final ScanLease lease;
    private final Clock clock;
    private final Judge judge;

    Replay(
            Judge judge,
            EvidenceStore evidence,
            AssetStore assets,
            AssetReader reader,
            Workspace workspace,
            ScanRecord record,
            ScanLease lease,
            Clock clock) {
        this.judge = judge;
        this.evidence = evidence;
        this.assets = assets;
        this.reader = reader;
        this.workspace = workspace;
        this.record = record;
        this.lease = lease;
        this.clock = clock;
    }

    /// True for a scan that judges what was seen before.
    static boolean isOne(ScanRecord record) {
        var trigger = record.view().trigger();
        return trigger.equals("replay") || trigger.equals("upload");
    }

    static String text(ScanReport report) {
        try {
            return Json.mapper().writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @param done values of hosts that were applied before the process ended
    void run(ScanTracker tracker, Set<String> done) throws InterruptedException {
        var source = record.view().sourceScanId() == null
                ? record.view().scanId()
                : record.view().sourceScanId();
        tracker.keepBy(this::keep);
        tracker.on(new ScanEvent.PhaseChanged(ScanPhase.DISCOVERY, ScanPhase.State.SKIPPED));
        tracker.on(new ScanEvent.PhaseChanged(ScanPhase.ENRICHMENT, ScanPhase.State.SKIPPED));
        tracker.on(new ScanEvent.PhaseChanged(ScanPhase.RISK_ANALYSIS, ScanPhase.State.RUNNING));
        var total = evidence.count(workspace, source);
        var last = "";
        var judged = 0L;
        var scored = new ArrayList<Asset>();
        var length = 0L;
        for (var lines = evidence.lines(workspace, source, last, READ_AT_ONCE); !lines.isEmpty(); ) {
            for (var line : lines) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("canceled");
                }
                if (!done.contains(line.host())) {
                    judged(line, tracker).ifPresent(scored::add);
                    length += line.json().length();
                }
            }
            last = lines.getLast().host();
            judged += lines.size();
            lines = evidence.lines(workspace, source, last, READ_AT_ONCE);
            if (lines.isEmpty() || scored.size() >= KEPT_AT_ONCE || length >= MOST_AT_ONCE) {
                tracker.keep(scored);
                tracker.on(new ScanEvent.Progressed(new ScanCounts(0, total, total, total, judged)));
                scored = new ArrayList<>();
                length = 0;
            }
        }
        evidence.report(workspace, source)
                .ifPresent(report -> lease.run(
                        () -> evidence.keepReport(workspace, record.view().scanId(), report)));
        tracker.on(new ScanEvent.PhaseChanged(ScanPhase.RISK_ANALYSIS, ScanPhase.State.COMPLETED));
    }

    /// What cannot be judged is said and left out, as in a scan.
    private Optional<Asset> judged(EvidenceStore.Line line, ScanTracker tracker) {
        try {
            return Optional.of(judge.judge(Json.mapper().readValue(line.json(), Evidence.class)));
        } catch (JsonProcessingException | RuntimeException broken) {
            tracker.warn(
                    new ScanWarning(ScanWarning.Code.PARTIAL_EVIDENCE, line.host(), "its evidence cannot be judged"));
            return Optional.empty();
        }
    }

    private List<AssetStore.Kept> keep(List<Asset> scored) {
        var known = known(scored);
        var looks = new ArrayList<AssetStore.Look>();
        for (var asset : scored) {
            if (record.wish().apply() && !isOld(asset, known.get(asset.host().value()))) {
                looks.add(new AssetStore.Look(asset, time(asset.evidence().observedAt())));
            }
        }
        Map<String, AssetStore.Kept> kept = new HashMap<>();
        if (!looks.isEmpty()) {
            assets.keep(workspace, record.view().scanId(), looks)
                    .forEach(one -> kept.put(one.row().assetValue(), one));
        }
        return scored.stream()
                .map(asset -> {
                    var value = asset.host().value();
                    var applied = kept.get(value);
                    return applied == null ? recorded(asset, Optional.ofNullable(known.get(value))) : applied;
                })
                .toList();
    }

    private Map<String, StoredAsset> known(List<Asset> scored) {
        var ids = reader.idsOf(
                workspace, scored.stream().map(asset -> asset.host().value()).toList());
        Map<String, StoredAsset> known = new HashMap<>();
        reader.read(workspace, List.copyOf(ids.values()))
                .forEach(stored -> known.put(stored.row().assetValue(), stored));
        return known;
    }

    private static boolean isOld(Asset asset, @Nullable StoredAsset known) {
        return known != null
                && known.asset()
                        .evidence()
                        .observedAt()
                        .isAfter(asset.evidence().observedAt());
    }

    private AssetStore.Kept recorded(Asset asset, Optional<StoredAsset> known) {
        var at = time(asset.evidence().observedAt());
        var row = AssetRow.of(
                asset,
                known.map(stored -> stored.row().assetId()).orElseGet(() -> Ids.next("ast")),
                known.map(stored -> stored.row().discoveredAt()).orElse(at),
                at,
                counts(asset.findings()));
        var added = new HashSet<String>();
        for (var finding : asset.findings()) {
            if (known.filter(stored -> stored.findingStates().containsKey(finding.id()))
                    .isEmpty()) {
                added.add(finding.id());
            }
        }
        evidence.keep(workspace, record.view().scanId(), List.of(asset.evidence()));
        evidence.keepRow(workspace, record.view().scanId(), row);
        return new AssetStore.Kept(row, known.isEmpty(), added, 0);
    }

    private static Map<Severity, Integer> counts(List<Finding> findings) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            counts.put(severity, 0);
        }
        findings.forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        return counts;
    }

    /// Never in the future, whatever the clock was where the evidence was made.
    private Instant time(Instant seenAt) {
        var now = clock.instant();
        return (seenAt.isAfter(now) ? now : seenAt).truncatedTo(ChronoUnit.MILLIS);
    }
}
