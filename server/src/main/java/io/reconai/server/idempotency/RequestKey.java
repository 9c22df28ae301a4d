package io.reconai.server.idempotency;

import io.reconai.server.identity.Workspace;

/// What a repeated request is known by.
///
/// @param request method and path
/// @param key the client's own
public record RequestKey(Workspace workspace, String uid, String request, String key) {

    /// The same as one text.
    String text() {
        return String.join("\n", workspace.id(), uid, request, key);
    }
}
