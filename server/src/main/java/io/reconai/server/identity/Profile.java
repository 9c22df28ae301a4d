package io.reconai.server.identity;

import io.reconai.server.usage.PlanLimits;
import io.reconai.server.usage.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account as its owner sees it, with plan and usage of the workspace that he looks from.
///
/// @param apiCallsLimit null where nothing is limited
record Profile(
        String uid,
        String email,
        @Nullable String displayName,
        @Nullable String photoUrl,
        boolean emailVerified,
        String plan,
        String subscriptionStatus,
        String workspaceId,
        String defaultWorkspaceId,
        String role,
        long apiCallsUsed,
        @Nullable Integer apiCallsLimit,
        long scanCreditsUsed,
        @Nullable Integer scanCreditsLimit,
        Instant usageResetAt,
        Instant createdAt,
        Instant lastLogin,
        Preferences preferences) {

    static Profile of(Account account, Membership membership, PlanLimits limits, Usage usage) {
        return new Profile(
                account.uid(),
                account.email(),
                account.displayName(),
                account.photoUrl(),
                account.isVerified(),
                membership.plan().word(),
                membership.subscriptionStatus(),
                membership.workspaceId(),
                account.defaultWorkspaceId(),
                membership.role().word(),
                usage.apiCalls(),
                limits.apiCalls(),
                usage.scanCredits(),
                limits.scanCredits(),
                usage.periodEnd(),
                account.createdAt(),
                account.lastLogin(),
                account.preferences());
    }
}
