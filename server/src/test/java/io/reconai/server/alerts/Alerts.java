package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alerts and deliveries for tests.
public final class Alerts {

    private Alerts() {}

    public static Alert of(String id, AlertEvent event, Severity severity, Instant at) {
        return of(id, event, severity, at, "Title of " + id);
    }

    static Alert of(String id, AlertEvent event, Severity severity, Instant at, String title) {
        return new Alert(
                id,
                event,
                severity,
                title,
                new Alert.AlertTarget("finding", "fnd_1", "Something"),
                "acme.test",
                List.of("prod"),
                AlertFacts.of("What is known", "/findings")
                        .inScan("acme.test", "scn_1")
                        .ofAsset("ast_1", "www.acme.test", 70, "high", null),
                at);
    }

    public static Delivery delivery(
            String id, String channelId, @Nullable String ruleId, List<String> alertIds, Instant now) {
        return Delivery.due(id, channelId, ruleId, alertIds, now);
    }

    public static Delivery ended(Delivery delivery, Delivery.Status status, Instant at) {
        return delivery.tried(new Delivery.Attempt(at, 200, "ok", 3), status, List.of(), null, null, null);
    }
}
