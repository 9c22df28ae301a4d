package io.reconai.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What following a mailed link proves and does.
///
/// @param subject a uid; for a registration the e-mail address in lower case
/// @param details of a registration: what the account is made from, its password as a hash
public record Link(Purpose purpose, String subject, Map<String, String> details, Instant expiresAt) {

    public Link {
        details = Map.copyOf(details);
    }

    /// What a link is for, and how long it counts.
    public enum Purpose {
        PASSWORD_RESET(Duration.ofHours(1)),
        EMAIL(Duration.ofDays(1)),
        REGISTRATION(Duration.ofDays(1));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }

        Duration lifetime() {
            return lifetime;
        }
    }
}
