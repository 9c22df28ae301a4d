package io.reconai.server.usage;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a plan allows here: its own limits, or none while `RECONAI_QUOTAS` is off.
@ApplicationScoped
public class Quotas {

    private final boolean enforced;
    private final int scansAtOnce;
    private final int maxHosts;
    private final Optional<String> upgradeUrl;

    Quotas(ServerSettings settings) {
        enforced = settings.enforcesQuotas();
        scansAtOnce = settings.scansAtOnce();
        maxHosts = settings.maxHosts();
        upgradeUrl = settings.upgradeUrl();
    }

    public boolean areEnforced() {
        return enforced;
    }

    public PlanLimits limits(Plan plan) {
        return enforced ? PlanLimits.of(plan) : PlanLimits.unlimited(scansAtOnce);
    }

    /// The most hosts one scan may hold: the plan's number, within the operator's.
    public int hostsPerScan(Plan plan) {
        var hosts = limits(plan).hostsPerScan();
        return hosts == null ? maxHosts : Math.min(hosts, maxHosts);
    }

    /// Says that something is used up.
    public ApiException usedUp(ErrorCode code, String what, @Nullable Integer limit, long used, Usage usage) {
        return new ApiException(code, what + " of this period are used up")
                .with("limit", limit)
                .with("used", used)
                .with("resets_at", usage.periodEnd())
                .with("upgrade_url", upgradeUrl.orElse(null));
    }
}
