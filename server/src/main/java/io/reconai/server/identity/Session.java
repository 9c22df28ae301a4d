package io.reconai.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One sign-in, until it is signed out or runs out. Both kinds of credential hang on it.
///
/// @param secretHash SHA-256 of the secret that the browser's cookie or the refresh token carries now
/// @param csrf what unsafe requests of a browser must repeat
/// @param rotatedAt when the secret was last changed
/// @param lastUsedAt to some minutes
/// @param from where it was made
public record Session(
        String sessionId,
        String uid,
        String secretHash,
        String csrf,
        Instant createdAt,
        Instant rotatedAt,
        Instant expiresAt,
        Instant lastUsedAt,
        Visitor from) {

    /// Where somebody came from when he signed in; what is unknown is absent.
    public record Visitor(@Nullable String ip, @Nullable String userAgent) {}
}
