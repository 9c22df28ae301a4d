package io.reconai.server.workspaces;

import io.reconai.server.identity.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who belongs to a workspace.
public record Member(
        String uid, String email, @Nullable String displayName, Role role, Instant joinedAt, Instant lastActiveAt) {}
