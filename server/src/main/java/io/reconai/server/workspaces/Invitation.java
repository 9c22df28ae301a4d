package io.reconai.server.workspaces;

import io.reconai.server.identity.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The offer to become a member.
///
/// @param invitedBy the uid of who made it
public record Invitation(
        String invitationId,
        String workspaceId,
        String email,
        Role role,
        @Nullable String message,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt) {

    static final Duration LIFETIME = Duration.ofDays(7);
}
