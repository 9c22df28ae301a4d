package io.reconai.server.assets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people say of an asset. Scans leave it as it is.
///
/// @param tags in the order in which they were given, each once
/// @param scanFrequencyHours how often the asset is scanned by itself; null where nobody said
/// @param nextScanAt when that is due; null where it is not scanned by itself
public record AssetRemarks(
        List<String> tags,
        @Nullable String owner,
        @Nullable String notes,
        boolean rescanEnabled,
        @Nullable Integer scanFrequencyHours,
        @Nullable Instant nextScanAt) {

    /// Nobody has said anything.
    public static final AssetRemarks NONE = new AssetRemarks(List.of(), null, null, false, null, null);

    public AssetRemarks {
        tags = tags.stream().distinct().toList();
    }

    /// The same with these tags.
    public AssetRemarks tagged(List<String> others) {
        return new AssetRemarks(others, owner, notes, rescanEnabled, scanFrequencyHours, nextScanAt);
    }

    /// The same with another owner; nobody when null.
    public AssetRemarks ownedBy(@Nullable String other) {
        return new AssetRemarks(tags, other, notes, rescanEnabled, scanFrequencyHours, nextScanAt);
    }

    /// The same with other notes; none when null.
    public AssetRemarks noting(@Nullable String other) {
        return new AssetRemarks(tags, owner, other, rescanEnabled, scanFrequencyHours, nextScanAt);
    }

    /// The same, scanned by itself so often from the time on, or not at all.
    ///
    /// @param next when it is due; null where it is not
    public AssetRemarks rescanned(boolean enabled, @Nullable Integer everyHours, @Nullable Instant next) {
        return new AssetRemarks(tags, owner, notes, enabled, everyHours, next);
    }
}
