package io.reconai.server.assets;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An asset as lists show it.
///
/// @param riskFactors what raised the score most, in words
/// @param sslCertValid null when no TLS was seen
/// @param httpSecurityHeadersScore 0 to 100; null when no page was judged
/// @param state `active`, or `stale`: the last full scan of its domain did not find it
public record AssetRow(
        String assetId,
        String assetValue,
        AssetType assetType,
        String parentDomain,
        int riskScore,
        RiskLevel riskLevel,
        List<String> riskFactors,
        List<String> ipAddresses,
        List<Integer> openPorts,
        List<String> technologies,
        @Nullable Instant sslCertExpiry,
        @Nullable Boolean sslCertValid,
        @Nullable Integer sslDaysUntilExpiry,
        @Nullable Integer httpStatus,
        @Nullable String title,
        @Nullable String serverHeader,
        @Nullable Integer httpSecurityHeadersScore,
        int breachHistoryCount,
        int openFindings,
        Map<Severity, Integer> openFindingsBySeverity,
        String state,
        List<String> tags,
        @Nullable String owner,
        String discoveredVia,
        Instant discoveredAt,
        Instant lastSeenAt,
        Instant lastScannedAt,
        @Nullable Instant nextScanAt) {

    /// The row of an asset that was just looked at.
    ///
    /// @param open its open findings
    public static AssetRow of(
            Asset asset, String assetId, Instant discoveredAt, Instant scannedAt, Map<Severity, Integer> open) {
        return new AssetFacts(asset).row(assetId, discoveredAt, scannedAt, open);
    }

    /// The same as it stands now: what changes without a look at it.
    ///
    /// @param nextScan when its domain is scanned by itself; absent where it is not
    public AssetRow standing(String other, @Nullable Instant nextScan) {
        return new AssetRow(
                assetId,
                assetValue,
                assetType,
                parentDomain,
                riskScore,
                riskLevel,
                riskFactors,
                ipAddresses,
                openPorts,
                technologies,
                sslCertExpiry,
                sslCertValid,
                sslDaysUntilExpiry,
                httpStatus,
                title,
                serverHeader,
                httpSecurityHeadersScore,
                breachHistoryCount,
                openFindings,
                openFindingsBySeverity,
                other,
                tags,
                owner,
                discoveredVia,
                discoveredAt,
                lastSeenAt,
                lastScannedAt,
                nextScan);
    }

    /// The same with what people say of it.
    public AssetRow remarked(AssetRemarks remarks) {
        return new AssetRow(
                assetId,
                assetValue,
                assetType,
                parentDomain,
                riskScore,
                riskLevel,
                riskFactors,
                ipAddresses,
                openPorts,
                technologies,
                sslCertExpiry,
                sslCertValid,
                sslDaysUntilExpiry,
                httpStatus,
                title,
                serverHeader,
                httpSecurityHeadersScore,
                breachHistoryCount,
                openFindings,
                openFindingsBySeverity,
                state,
                remarks.tags(),
                remarks.owner(),
                discoveredVia,
                discoveredAt,
                lastSeenAt,
                lastScannedAt,
                sooner(nextScanAt, remarks.nextScanAt()));
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
