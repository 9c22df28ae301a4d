package io.reconai.server.domains;

import io.reconai.server.schedules.Schedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A domain with what the store knows around it.
///
/// @param schedule absent where it is scanned by hand only
/// @param nextScanAt absent where no scan is planned
public record ListedDomain(
        Domain domain,
        @Nullable Schedule schedule,
        @Nullable Instant nextScanAt,
        Figures figures) {

    /// What its scans found.
    ///
    /// @param assetCount active ones
    /// @param riskScore mean of the active assets, rounded; absent without any
    /// @param lastScanId the last that was completed, whoever started it
    public record Figures(
            long assetCount,
            @Nullable Integer riskScore,
            @Nullable String lastScanId,
            @Nullable Instant lastScannedAt) {}
}
