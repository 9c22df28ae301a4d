package io.reconai.server.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.store.AnalyticsStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures of the first page.
///
/// @param riskScoreChange7d percent against seven days ago; 0 where there is nothing to compare with
/// @param openVulnerabilities assets at high or critical risk
/// @param historyDays days since the first snapshot
record Dashboard(
        int overallRiskScore,
        RiskLevel overallRiskLevel,
        @JsonProperty("risk_score_change_7d") double riskScoreChange7d,
        long discoveredAssets,
        @JsonProperty("assets_change_7d") double assetsChange7d,
        long totalScans,
        @JsonProperty("scans_change_7d") double scansChange7d,
        long newCriticalAlerts,
        long openVulnerabilities,
        Map<RiskLevel, Long> assetsByRisk,
        long openFindings,
        Map<Severity, Long> openFindingsBySeverity,
        long historyDays,
        long monitoredDomains,
        AnalyticsStore.@Nullable LastScan lastScan,
        List<AnalyticsStore.Latest> latestFindings) {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int LATEST = 5;

    static Dashboard of(AnalyticsStore store, Selection selection, long monitoredDomains, Clock clock) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var now = clock.instant().truncatedTo(ChronoUnit.MINUTES); // so that a minute long the same is asked
        var soon = now.plus(2, ChronoUnit.MINUTES);
        var present = store.present(selection, today);
        var before = store.snapshotBefore(selection, today.minusDays(7));
        var byRisk = byRisk(store, selection);
        return new Dashboard(
                present.riskScore(),
                RiskLevel.of(present.riskScore()),
                before.map(then -> change(then.mean(), present.mean())).orElse(0.0),
                present.assets(),
                before.map(then -> change(then.assets(), present.assets())).orElse(0.0),
                store.scansSince(selection, Instant.EPOCH, soon),
                change(
                        store.scansSince(selection, now.minus(WEEK).minus(WEEK), now.minus(WEEK)),
                        store.scansSince(selection, now.minus(WEEK), soon)),
                store.criticalSince(selection, now.minus(WEEK)),
                byRisk.getOrDefault(RiskLevel.HIGH, 0L) + byRisk.getOrDefault(RiskLevel.CRITICAL, 0L),
                byRisk,
                present.findings(),
                present.openFindings(),
                store.firstDay(selection)
                        .map(first -> ChronoUnit.DAYS.between(first, today))
                        .orElse(0L),
                monitoredDomains,
                store.lastScan(selection).orElse(null),
                store.latestFindings(selection, LATEST));
    }

    private static Map<RiskLevel, Long> byRisk(AnalyticsStore store, Selection selection) {
        Map<RiskLevel, Long> counts = new EnumMap<>(RiskLevel.class);
        for (var level : RiskLevel.values()) {
            counts.put(level, 0L);
        }
        store.shares(selection).forEach(share -> counts.merge(share.level(), share.count(), Long::sum));
        return counts;
    }

    /// Percent with one decimal; 0 where there was nothing before.
    static double change(double before, double now) {
        return before == 0 ? 0 : Math.round((now - before) / before * 1000) / 10.0;
    }
}
