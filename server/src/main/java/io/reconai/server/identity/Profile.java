package io.reconai.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account as its owner sees it. Limits are null: nothing is limited while quotas are off.
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
        int apiCallsUsed,
        @Nullable Integer apiCallsLimit,
        int scanCreditsUsed,
        @Nullable Integer scanCreditsLimit,
        @Nullable Instant usageResetAt,
        Instant createdAt,
        Instant lastLogin,
        Preferences preferences) {

    /// How the web app looks for this person.
    record Preferences(
            String theme, String density, @Nullable String timeZone, boolean emailDigest) {}

    static Profile of(Account account) {
        return new Profile(
                account.uid(),
                account.email(),
                account.displayName(),
                null,
                false,
                "free",
                "active",
                account.uid(),
                account.uid(),
                "owner",
                0,
                null,
                0,
                null,
                null,
                account.createdAt(),
                account.lastLogin(),
                new Preferences("system", "comfortable", null, true));
    }
}
