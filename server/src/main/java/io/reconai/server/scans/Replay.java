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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges evidence again with today's rules and model; nothing is sent anywhere.
///
/// Where it is applied, it is to an asset what a scan of the evidence's time would have been; an asset that was looked
/// at since then stays as it is. Otherwise what comes out is only recorded with the replay.
final class Replay {

    private static final int AT_ONCE = 20;

    private final EvidenceStore evidence;
    private final AssetStore assets;
    private final AssetReader reader;
    private final Workspace workspace;
    private final ScanRecord record;
    private final Clock clock;
    private final Judge judge;

    Replay(
            Judge judge,
            EvidenceStore evidence,
            AssetStore assets,
            AssetReader reader,
            Workspace workspace,
            ScanRecord record,
            Clock clock) {
        this.judge = judge;
        this.evidence = evidence;
        this.assets = assets;
        this.reader = reader;
        this.workspace = workspace;
        this.record = record;
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
        for (var lines = evidence.lines(workspace, source, last, AT_ONCE); !lines.isEmpty(); ) {
            for (var line : lines) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("canceled");
                }
                last = line.host();
                if (!done.contains(line.host())) {
                    judge(line, tracker);
                }
                tracker.on(new ScanEvent.Progressed(new ScanCounts(0, total, total, total, ++judged)));
            }
            lines = evidence.lines(workspace, source, last, AT_ONCE);
        }
        evidence.report(workspace, source)
                .ifPresent(
                        report -> evidence.keepReport(workspace, record.view().scanId(), report));
        tracker.on(new ScanEvent.PhaseChanged(ScanPhase.RISK_ANALYSIS, ScanPhase.State.COMPLETED));
    }

    /// What cannot be judged is said and left out, as in a scan.
    private void judge(EvidenceStore.Line line, ScanTracker tracker) {
        Asset asset;
        try {
            asset = judge.judge(Json.mapper().readValue(line.json(), Evidence.class));
        } catch (JsonProcessingException | RuntimeException broken) {
            tracker.warn(
                    new ScanWarning(ScanWarning.Code.PARTIAL_EVIDENCE, line.host(), "its evidence cannot be judged"));
            return;
        }
        tracker.on(new ScanEvent.HostScored(asset));
    }

    private AssetStore.Kept keep(Asset asset) {
        var known = Optional.ofNullable(
                        reader.idsOf(workspace, List.of(asset.host().value()))
                                .get(asset.host().value()))
                .flatMap(id -> assets.find(workspace, id));
        var seenAt = asset.evidence().observedAt();
        var isOld = known.filter(
                        stored -> stored.asset().evidence().observedAt().isAfter(seenAt))
                .isPresent();
        if (record.wish().apply() && !isOld) {
            return assets.keep(workspace, record.view().scanId(), asset, time(seenAt));
        }
        return recorded(asset, known);
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
