package io.reconai.server.billing;

import io.reconai.server.usage.Plan;
import io.reconai.server.usage.PlanLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan as it is offered.
///
/// @param priceCents a month; absent where the price is agreed by contract
record PlanOffer(
        String plan,
        String name,
        @Nullable Integer priceCents,
        String currency,
        String interval,
        PlanLimits limits,
        List<String> features) {

    private static final int PRO_CENTS = 9_900;

    static PlanOffer of(Plan plan) {
        var limits = PlanLimits.of(plan);
        return switch (plan) {
            case FREE -> new PlanOffer("free", "Free", 0, "usd", "month", limits, features(limits));
            case PRO -> new PlanOffer("pro", "Pro", PRO_CENTS, "usd", "month", limits, features(limits));
            case ENTERPRISE ->
                new PlanOffer("enterprise", "Enterprise", null, "usd", "month", limits, features(limits));
        };
    }

    private static List<String> features(PlanLimits limits) {
        var features = new ArrayList<>(List.of("JSON and CSV exports"));
        if (limits.integrations()) {
            features.addAll(List.of("PDF and SARIF reports", "Chat and webhook alerts", "API tokens"));
        }
        if (limits.shortestIntervalHours() != null) {
            features.add("Scheduled scans");
        }
        return List.copyOf(features);
    }
}
