package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule as the interface shows it.
///
/// @param mode `instant` or `digest`
public record RuleView(
        String ruleId,
        String name,
        boolean enabled,
        List<AlertEvent> events,
        Severity minSeverity,
        List<String> domains,
        List<String> tags,
        List<String> channels,
        String mode,
        @Nullable Digest digest,
        int throttleMinutes,
        @Nullable QuietHours quietHours,
        Instant createdAt) {

    static RuleView of(AlertRule rule) {
        return new RuleView(
                rule.ruleId(),
                rule.name(),
                rule.enabled(),
                rule.events(),
                rule.minSeverity(),
                rule.domains(),
                rule.tags(),
                rule.channels(),
                rule.digest() == null ? "instant" : "digest",
                rule.digest(),
                rule.throttleMinutes(),
                rule.quietHours(),
                rule.createdAt());
    }
}
