package io.reconai.server.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of an event; what does not belong to it is absent.
///
/// @param detail one sentence
/// @param link a page of the web app, from `/` on
/// @param daysLeft of a certificate
/// @param percent of what the plan allows
public record AlertFacts(
        String detail,
        @Nullable String link,
        @Nullable String domain,
        @Nullable String scanId,
        @Nullable String assetId,
        @Nullable String assetValue,
        @Nullable Integer riskScore,
        @Nullable String riskLevel,
        @Nullable String previousRiskLevel,
        @Nullable String findingId,
        @Nullable String findingType,
        List<Integer> ports,
        @Nullable Instant expiresAt,
        @Nullable Integer daysLeft,
        @Nullable Integer percent) {

    public AlertFacts {
        ports = List.copyOf(ports);
    }

    static AlertFacts of(String detail, @Nullable String link) {
        return new AlertFacts(
                detail, link, null, null, null, null, null, null, null, null, null, List.of(), null, null, null);
    }

    AlertFacts inScan(@Nullable String ofDomain, @Nullable String scan) {
        return new AlertFacts(
                detail,
                link,
                ofDomain,
                scan,
                assetId,
                assetValue,
                riskScore,
                riskLevel,
                previousRiskLevel,
                findingId,
                findingType,
                ports,
                expiresAt,
                daysLeft,
                percent);
    }

    AlertFacts ofAsset(
            String id, String value, @Nullable Integer score, @Nullable String level, @Nullable String before) {
        return new AlertFacts(
                detail,
                link,
                domain,
                scanId,
                id,
                value,
                score,
                level,
                before,
                findingId,
                findingType,
                ports,
                expiresAt,
                daysLeft,
                percent);
    }

    AlertFacts ofFinding(String id, String type) {
        return new AlertFacts(
                detail,
                link,
                domain,
                scanId,
                assetId,
                assetValue,
                riskScore,
                riskLevel,
                previousRiskLevel,
                id,
                type,
                ports,
                expiresAt,
                daysLeft,
                percent);
    }

    AlertFacts withPorts(List<Integer> opened) {
        return new AlertFacts(
                detail,
                link,
                domain,
                scanId,
                assetId,
                assetValue,
                riskScore,
                riskLevel,
                previousRiskLevel,
                findingId,
                findingType,
                opened,
                expiresAt,
                daysLeft,
                percent);
    }

    AlertFacts ending(Instant at, int days) {
        return new AlertFacts(
                detail,
                link,
                domain,
                scanId,
                assetId,
                assetValue,
                riskScore,
                riskLevel,
                previousRiskLevel,
                findingId,
                findingType,
                ports,
                at,
                days,
                percent);
    }

    AlertFacts used(int percentage) {
        return new AlertFacts(
                detail,
                link,
                domain,
                scanId,
                assetId,
                assetValue,
                riskScore,
                riskLevel,
                previousRiskLevel,
                findingId,
                findingType,
                ports,
                expiresAt,
                daysLeft,
                percentage);
    }
}
