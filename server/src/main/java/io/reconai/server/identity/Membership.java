package io.reconai.server.identity;

import io.reconai.server.usage.Plan;
import java.time.Instant;

/// What somebody is in a workspace, and what the workspace is.
///
/// @param subscriptionStatus the payment's, `active` where nothing is paid
/// @param isArchived read only
public record Membership(
        String workspaceId,
        String name,
        boolean isPersonal,
        Role role,
        Plan plan,
        String subscriptionStatus,
        boolean isArchived,
        Instant lastActiveAt) {}
