package io.reconai.server.billing;

import io.reconai.server.usage.PlanLimits;
import io.reconai.server.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Usage as the interface shows it: nested, and again flat as the original published it.
record UsageView(
        Period billingPeriod,
        Meter apiCalls,
        Meter scanCredits,
        Instant usageResetAt,
        long apiCallsUsed,
        @Nullable Integer apiCallsLimit,
        double apiCallsPercentage,
        long scanCreditsUsed,
        @Nullable Integer scanCreditsLimit,
        double scanCreditsPercentage) {

    record Period(Instant start, Instant end) {}

    /// @param percentage two decimals; 0 where nothing is limited
    record Meter(long used, @Nullable Integer limit, double percentage) {

        static Meter of(long used, @Nullable Integer limit) {
            return new Meter(used, limit, limit == null || limit == 0 ? 0 : percent(used, limit));
        }

        private static double percent(long used, int limit) {
            return BigDecimal.valueOf(used * 100)
                    .divide(BigDecimal.valueOf(limit), 2, RoundingMode.HALF_UP)
                    .doubleValue();
        }
    }

    static UsageView of(Usage usage, PlanLimits limits) {
        var calls = Meter.of(usage.apiCalls(), limits.apiCalls());
        var credits = Meter.of(usage.scanCredits(), limits.scanCredits());
        return new UsageView(
                new Period(usage.periodStart(), usage.periodEnd()),
                calls,
                credits,
                usage.periodEnd(),
                calls.used(),
                calls.limit(),
                calls.percentage(),
                credits.used(),
                credits.limit(),
                credits.percentage());
    }
}
