package io.reconai.server.findings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step of a finding's history.
///
/// @param from null for the first
/// @param scanId of the scan that did it; null when a person did
public record FindingChange(
        Instant at,
        Actor actor,
        @Nullable FindingState from,
        FindingState to,
        @Nullable String reason,
        @Nullable String scanId) {

    /// Who did it: `user` or `system`.
    public record Actor(
            String type, @Nullable String id, @Nullable String email) {

        /// A scan, or the passing of time.
        public static Actor system() {
            return new Actor("system", null, null);
        }

        public static Actor user(String uid, String email) {
            return new Actor("user", uid, email);
        }
    }
}
