package io.reconai.server.findings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step of a finding's history.
///
/// @param from null for the first
/// @param scanId of the scan that did it; null when a person did
public record FindingChange(
        Instant at,
        Author actor,
        @Nullable FindingState from,
        FindingState to,
        @Nullable String reason,
        @Nullable String scanId) {

    /// Who did it: `user` or `system`.
    public record Author(
            String type, @Nullable String id, @Nullable String email) {

        /// A scan, or the passing of time.
        public static Author system() {
            return new Author("system", null, null);
        }

        public static Author user(String uid, String email) {
            return new Author("user", uid, email);
        }
    }
}
