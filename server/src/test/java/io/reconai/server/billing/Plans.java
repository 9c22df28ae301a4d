package io.reconai.server.billing;

import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import io.reconai.server.usage.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Plans for tests of what they allow, as if they had been bought.
public final class Plans {

    private Plans() {}

    /// From now on a workspace has a plan, for two years.
    public static void set(BillingStore billing, Workspace workspace, Plan plan, Instant now) {
        var until = now.plus(Duration.ofDays(730));
        var status = plan == Plan.FREE ? SubscriptionStatus.CANCELED : SubscriptionStatus.ACTIVE;
        var snapshot = new SubscriptionSnapshot(now, 1, "evt", "cus_1", plan, status, until, null);
        var record = new SubscriptionRecord(
                "sub_1", snapshot, plan == Plan.FREE ? Map.of() : Map.of(plan, until), null, now, List.of());
        billing.change(workspace, known -> new Standing(List.of(record), known.cycle()), now);
    }
}
