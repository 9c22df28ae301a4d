package io.reconai.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person who may sign in.
///
/// @param uid `u_…`; also the id of the person's own workspace
/// @param email as typed at registration
/// @param passwordHash see [Passwords]
public record Account(
        String uid,
        String email,
        String passwordHash,
        @Nullable String displayName,
        Instant createdAt,
        Instant lastLogin) {}
