package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which alerts leave by which channels, and when.
///
/// @param minSeverity of what has a severity of its own: findings, and assets by their level
/// @param domains apexes or names below; all when empty
/// @param tags of which the asset has one; any when empty
/// @param digest null where alerts leave at once
/// @param throttleMinutes how long after a message the next one of this rule comes at the earliest; what happens
///     meanwhile is gathered in it. Webhooks get each alert for itself, and at once
public record AlertRule(
        String ruleId,
        String name,
        boolean enabled,
        List<AlertEvent> events,
        Severity minSeverity,
        List<String> domains,
        List<String> tags,
        List<String> channels,
        @Nullable Digest digest,
        int throttleMinutes,
        @Nullable QuietHours quietHours,
        Instant createdAt) {

    public AlertRule {
        events = List.copyOf(events);
        domains = List.copyOf(domains);
        tags = List.copyOf(tags);
        channels = List.copyOf(channels);
    }

    boolean wants(Alert alert) {
        return enabled
                && events.contains(alert.event())
                && (!alert.event().isWeighed() || alert.severity().compareTo(minSeverity) >= 0)
                && isOfDomain(alert)
                && (tags.isEmpty() || tags.stream().anyMatch(alert.tags()::contains));
    }

    private boolean isOfDomain(Alert alert) {
        if (domains.isEmpty()) {
            return true;
        }
        var name = alert.data().assetValue() == null
                ? alert.domain()
                : alert.data().assetValue();
        return domains.stream()
                .anyMatch(domain -> domain.equals(alert.domain())
                        || name != null && (name.equals(domain) || name.endsWith("." + domain)));
    }
}
