package io.reconai.server.scans;

import io.reconai.engine.ScanCounts;
import io.reconai.engine.ScanPhase;
import io.reconai.engine.ScanWarning;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.server.assets.AssetRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A running scan while it changes; [#view] gives what it is now. Used under the lock of its [ScanTracker].
final class ScanDraft {

    private static final int MOST_WARNINGS = 1_000;

    /// Without a host between them.
    private static final int MOST_RETRIES = 3;

    /// Of the progress, what finding names counts for; the rest is looking at hosts.
    private static final int DISCOVERY_SHARE = 30;

    private final ScanView first;
    private final Map<ScanPhase, ScanPhase.State> phases = new EnumMap<>(ScanPhase.class);
    private final Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
    private final List<SourceHealth> sources;
    private final List<ScanWarning> warnings;
    private ScanStatus status;
    private ScanView.Counts counts;
    private int progress;
    private int doneBefore;
    private int assets;
    private int newAssets;
    private int high;
    private int critical;
    private int findingsNew;
    private int findingsFixed;
    private int retries;
    private @Nullable String error;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;

    ScanDraft(ScanView view) {
        first = view;
        phases.putAll(view.phases());
        findings.putAll(view.findingsBySeverity());
        sources = new ArrayList<>(view.sources());
        warnings = new ArrayList<>(view.warnings());
        status = view.scanStatus();
        counts = view.counts();
        progress = view.scanProgress();
        assets = view.assetsDiscovered();
        newAssets = view.newAssets();
        high = view.highRiskAssets();
        critical = view.criticalRiskAssets();
        findingsNew = view.findingsNew();
        findingsFixed = view.findingsFixed();
        retries = view.retryCount();
        startedAt = view.startedAt();
    }

    /// Forgets what was counted before the process ended: the store knows what really was kept.
    void recount() {
        assets = 0;
        newAssets = 0;
        high = 0;
        critical = 0;
        doneBefore = 0;
        findingsNew = 0;
        findingsFixed = 0;
        findings.replaceAll((_, _) -> 0);
    }

    /// A host that was kept before the process ended.
    void keptBefore(AssetRow row, boolean isNew) {
        doneBefore++;
        count(row, isNew);
    }

    /// Counts a try more, or the first since a host was kept.
    ///
    /// @param keptHosts how many the store has
    void retry(int keptHosts) {
        retries = keptHosts > first.assetsDiscovered() ? 1 : retries + 1;
    }

    /// True when going on has led nowhere too often: what the scan looks at may be what ends the process.
    boolean isHopeless() {
        return retries > MOST_RETRIES;
    }

    void start(Instant at) {
        status = ScanStatus.RUNNING;
        startedAt = startedAt == null ? at : startedAt;
        for (var phase : ScanPhase.values()) {
            phases.put(phase, ScanPhase.State.PENDING);
        }
    }

    void phase(ScanPhase phase, ScanPhase.State state) {
        phases.put(phase, state);
        advance();
    }

    void counts(ScanCounts now) {
        counts = new ScanView.Counts(
                now.namesFound(), now.namesResolved(), now.hostsTotal() + doneBefore, now.hostsDone() + doneBefore);
        advance();
    }

    void source(SourceHealth health) {
        sources.add(health);
    }

    void warn(ScanWarning warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        }
    }

    void asset(AssetRow row, boolean isNew) {
        retries = 0;
        count(row, isNew);
    }

    private void count(AssetRow row, boolean isNew) {
        assets++;
        newAssets += isNew ? 1 : 0;
        high += row.riskLevel() == RiskLevel.HIGH ? 1 : 0;
        critical += row.riskLevel() == RiskLevel.CRITICAL ? 1 : 0;
        row.openFindingsBySeverity().forEach((severity, count) -> findings.merge(severity, count, Integer::sum));
    }

    /// What became of findings.
    void findings(int added, int fixed) {
        findingsNew += added;
        findingsFixed += fixed;
    }

    void finish(ScanStatus end, @Nullable String why, Instant at) {
        status = end;
        error = why;
        completedAt = at;
        progress = 100;
        phases.replaceAll((_, state) -> switch (state) {
            case PENDING -> ScanPhase.State.SKIPPED;
            case RUNNING -> end == ScanStatus.COMPLETED ? ScanPhase.State.COMPLETED : ScanPhase.State.FAILED;
            case COMPLETED, FAILED, SKIPPED -> state;
        });
    }

    /// True when the scan has ended without having looked at any host, so that it is not worth its credit.
    boolean wasInVain() {
        return switch (status) {
            case FAILED -> counts.hostsDone() == 0;
            case CANCELED -> startedAt == null;
            case PENDING, RUNNING, COMPLETED -> false;
        };
    }

    private void advance() {
        var share = counts.hostsTotal() == 0 ? 0 : (double) counts.hostsDone() / counts.hostsTotal();
        var discovery = phases.get(ScanPhase.DISCOVERY);
        var namesAreIn = discovery == ScanPhase.State.COMPLETED || discovery == ScanPhase.State.SKIPPED;
        var now = namesAreIn ? DISCOVERY_SHARE + (99 - DISCOVERY_SHARE) * share : 5 + (DISCOVERY_SHARE - 5) * share;
        progress = Math.clamp((long) now, progress, 99);
    }

    private String currentPhase() {
        if (status != ScanStatus.RUNNING) {
            return status == ScanStatus.PENDING ? "queued" : status.word();
        }
        for (var phase : ScanPhase.values()) {
            var state = phases.get(phase);
            if (state == ScanPhase.State.PENDING || state == ScanPhase.State.RUNNING) {
                return phase.name().toLowerCase(Locale.ROOT);
            }
        }
        return "risk_analysis";
    }

    ScanView view() {
        var seconds = startedAt == null || completedAt == null
                ? null
                : Duration.between(startedAt, completedAt).toMillis() / 1_000.0;
        return new ScanView(
                first.scanId(),
                first.domain(),
                first.scanType(),
                first.mode(),
                status,
                first.scanSubdomains(),
                progress,
                currentPhase(),
                new EnumMap<>(phases),
                counts,
                assets,
                newAssets,
                high,
                critical,
                new EnumMap<>(findings),
                findingsNew,
                findingsFixed,
                List.copyOf(sources),
                List.copyOf(warnings),
                first.trigger(),
                first.requestedBy(),
                first.tokenName(),
                first.sourceScanId(),
                error,
                retries,
                first.createdAt(),
                startedAt,
                completedAt,
                null,
                seconds);
    }

    /// A scan that was just asked for.
    static ScanView asked(
            String scanId, ScanWish wish, String trigger, String requestedBy, @Nullable String tokenName, Instant at) {
        Map<ScanPhase, ScanPhase.State> phases = new EnumMap<>(ScanPhase.class);
        for (var phase : ScanPhase.values()) {
            phases.put(phase, ScanPhase.State.PENDING);
        }
        Map<Severity, Integer> none = new EnumMap<>(Severity.class);
        for (var severity : Severity.values()) {
            none.put(severity, 0);
        }
        return new ScanView(
                scanId,
                wish.domain(),
                wish.scanType(),
                wish.mode(),
                ScanStatus.PENDING,
                wish.scanSubdomains(),
                0,
                "queued",
                phases,
                new ScanView.Counts(0, 0, 0, 0),
                0,
                0,
                0,
                0,
                none,
                0,
                0,
                List.of(),
                List.of(),
                trigger,
                requestedBy,
                tokenName,
                null,
                null,
                0,
                at,
                null,
                null,
                null,
                null);
    }
}
