package io.reconai.server.usage;

import io.reconai.server.identity.Workspace;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One counted request.
///
/// @param tokenId the API token it came with; absent for a person's own sign-in
/// @param route the path with its parameters' names, never their values
/// @param isCharged true when the store has counted it already
public record ApiCall(
        Workspace workspace,
        String uid,
        @Nullable String tokenId,
        String address,
        String method,
        String route,
        int status,
        Duration duration,
        Instant at,
        boolean isCharged) {}
