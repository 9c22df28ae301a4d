package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alert as the interface shows it to one person.
public record AlertView(
        String alertId,
        AlertEvent event,
        Severity severity,
        String title,
        Alert.AlertTarget target,
        @Nullable String domain,
        AlertFacts data,
        boolean read,
        Instant createdAt) {

    static AlertView of(Alert alert, boolean read) {
        return new AlertView(
                alert.alertId(),
                alert.event(),
                alert.severity(),
                alert.title(),
                alert.target(),
                alert.domain(),
                alert.data(),
                read,
                alert.createdAt());
    }
}
