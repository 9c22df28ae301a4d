package io.reconai.server.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that somebody did.
///
/// @param action the object's kind and what became of it, such as `token.revoked`
/// @param ip absent where nobody asked: the service did it by itself
/// @param changes by field, what was and what is; never a secret
public record AuditEntry(
        String auditId,
        Instant at,
        Actor actor,
        String action,
        Target target,
        Map<String, List<String>> changes,
        @Nullable String ip,
        @Nullable String userAgent,
        String requestId) {

    public AuditEntry {
        changes = Map.copyOf(changes);
    }

    /// Who did it.
    ///
    /// @param type `user`, `token`, `system` or `stripe`
    /// @param email the person's; behind a token, its owner's
    public record Actor(String type, String id, @Nullable String email) {}

    /// What it was done to.
    ///
    /// @param label how people know it
    public record Target(String type, String id, String label) {}
}
