package io.reconai.server.schedules;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.usage.PlanLimits;
import java.time.Duration;

/// What a plan has to say to a schedule.
final class PlanCheck {

    private PlanCheck() {}

    /// @throws ApiException `PAYMENT_REQUIRED` when the plan knows no such schedule
    static void require(PlanLimits limits, Rhythm rhythm) {
        var shortest = limits.shortestIntervalHours();
        if (shortest == null) {
            throw new ApiException(ErrorCode.PAYMENT_REQUIRED, "Monitoring is not in the plan");
        }
        if (rhythm.shortest().compareTo(Duration.ofHours(shortest)) < 0) {
            throw new ApiException(
                    ErrorCode.PAYMENT_REQUIRED, "The plan's shortest interval is " + shortest + " h; this is shorter");
        }
    }

    /// The plan's domains are monitored already.
    static ApiException full(PlanLimits limits) {
        return new ApiException(
                ErrorCode.PAYMENT_REQUIRED, "The plan monitors " + limits.monitoredDomains() + " domains");
    }

    /// True when a schedule runs under a plan, which may have become smaller since it was set.
    ///
    /// @param place of the domain among the monitored ones of its workspace, from 0
    static boolean runs(PlanLimits limits, Rhythm rhythm, int place) {
        var shortest = limits.shortestIntervalHours();
        var most = limits.monitoredDomains();
        return shortest != null
                && rhythm.shortest().compareTo(Duration.ofHours(shortest)) >= 0
                && (most == null || place < most);
    }
}
