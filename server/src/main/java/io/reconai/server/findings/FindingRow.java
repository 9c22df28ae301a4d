package io.reconai.server.findings;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A finding as lists show it.
///
/// @param type the check's id
/// @param subject where within the asset: an origin, a record's name, a port
/// @param stateChangedBy the user's id; null when a scan did it, or nobody
public record FindingRow(
        String findingId,
        String assetId,
        String assetValue,
        String assetType,
        String parentDomain,
        String detector,
        String type,
        String category,
        Severity severity,
        String confidence,
        String title,
        String description,
        String remediation,
        String subject,
        FindingState state,
        @Nullable String reason,
        @Nullable Instant acceptedUntil,
        @Nullable String assignee,
        @Nullable String note,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Instant fixedAt,
        int reopenedCount,
        @Nullable Instant stateChangedAt,
        @Nullable String stateChangedBy,
        String firstScanId,
        String lastScanId,
        Excerpt evidence) {

    /// Where in which evidence it is proved.
    public record Excerpt(String evidenceId, String pointer, String excerpt) {}
}
