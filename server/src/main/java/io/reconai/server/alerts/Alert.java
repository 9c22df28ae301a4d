package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened and that somebody may want to know.
///
/// @param domain the apex that it belongs to; null where it is about the workspace
/// @param tags of the asset that it is about
public record Alert(
        String alertId,
        AlertEvent event,
        Severity severity,
        String title,
        AlertTarget target,
        @Nullable String domain,
        List<String> tags,
        AlertFacts data,
        Instant createdAt) {

    public Alert {
        tags = List.copyOf(tags);
    }

    /// What it is about.
    public record AlertTarget(String type, String id, String label) {}
}
