package io.reconai.server.usage;

import org.jspecify.annotations.Nullable;

/// How much a workspace may use. Absent numbers do not limit.
///
/// @param apiCalls a month
/// @param scanCredits a month
/// @param scansAtOnce running at the same time; further ones wait
/// @param hostsPerScan beside what the operator allows to all
/// @param shortestIntervalHours between two scans of a monitored domain; absent where nothing can be monitored
/// @param integrations reports (PDF, SARIF), chat and webhook channels, API tokens
/// @param historyDays how long scans are kept
public record PlanLimits(
        @Nullable Integer apiCalls,
        @Nullable Integer scanCredits,
        int scansAtOnce,
        @Nullable Integer hostsPerScan,
        @Nullable Integer monitoredDomains,
        @Nullable Integer shortestIntervalHours,
        @Nullable Integer members,
        boolean integrations,
        @Nullable Integer historyDays) {

    /// What a plan buys.
    public static PlanLimits of(Plan plan) {
        return switch (plan) {
            case FREE -> new PlanLimits(100, 10, 1, 250, 0, null, 1, false, 30);
            case PRO -> new PlanLimits(10_000, 100, 5, 5_000, 25, 6, 10, true, 365);
            case ENTERPRISE -> new PlanLimits(null, null, 20, null, null, 1, null, true, null);
        };
    }

    /// What everybody may where the operator sells nothing.
    static PlanLimits unlimited(int scansAtOnce) {
        return new PlanLimits(null, null, scansAtOnce, null, null, 1, null, true, null);
    }
}
