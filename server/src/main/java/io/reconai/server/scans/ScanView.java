package io.reconai.server.scans;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanPhase;
import io.reconai.engine.ScanWarning;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.SourceHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A scan as the interface shows it.
///
/// @param scanProgress 0 to 100, never falls; 100 exactly when finished
/// @param sources how each source of names fared
/// @param tokenName what the API token is called by which it was asked for; null where none was
public record ScanView(
        String scanId,
        DomainName domain,
        ScanType scanType,
        ScanMode mode,
        ScanStatus scanStatus,
        boolean scanSubdomains,
        int scanProgress,
        String currentPhase,
        Map<ScanPhase, ScanPhase.State> phases,
        Counts counts,
        int assetsDiscovered,
        int newAssets,
        int highRiskAssets,
        int criticalRiskAssets,
        Map<Severity, Integer> findingsBySeverity,
        int findingsNew,
        int findingsFixed,
        List<SourceHealth> sources,
        List<ScanWarning> warnings,
        String trigger,
        String requestedBy,
        @Nullable String tokenName,
        @Nullable String sourceScanId,
        @Nullable String errorMessage,
        int retryCount,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant estimatedCompletion,
        @Nullable Double durationSeconds) {

    /// The same, as a replay of another.
    ScanView replaying(String source) {
        return new ScanView(
                scanId,
                domain,
                scanType,
                mode,
                scanStatus,
                scanSubdomains,
                scanProgress,
                currentPhase,
                phases,
                counts,
                assetsDiscovered,
                newAssets,
                highRiskAssets,
                criticalRiskAssets,
                findingsBySeverity,
                findingsNew,
                findingsFixed,
                sources,
                warnings,
                trigger,
                requestedBy,
                tokenName,
                source,
                errorMessage,
                retryCount,
                createdAt,
                startedAt,
                completedAt,
                estimatedCompletion,
                durationSeconds);
    }

    /// Where it stands, in numbers.
    public record Counts(long namesFound, long namesResolved, long hostsTotal, long hostsDone) {}
}
