package io.reconai.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an API token may be used for.
public enum Scope {
    ASSETS_READ(Role.VIEWER),
    ASSETS_WRITE(Role.ANALYST),
    SCANS_READ(Role.VIEWER),
    SCANS_WRITE(Role.ANALYST),
    FINDINGS_READ(Role.VIEWER),
    FINDINGS_WRITE(Role.ANALYST),
    DOMAINS_READ(Role.VIEWER),
    DOMAINS_WRITE(Role.ANALYST),
    ANALYTICS_READ(Role.VIEWER),
    ALERTS_READ(Role.VIEWER),
    ALERTS_WRITE(Role.VIEWER),
    MEMBERS_READ(Role.VIEWER),
    AUDIT_READ(Role.ADMIN),
    BILLING_READ(Role.VIEWER),
    EXPORT_READ(Role.VIEWER);

    private final Role least;

    Scope(Role least) {
        this.least = least;
    }

    /// The least role in which a token with this scope can be made.
    public Role least() {
        return least;
    }

    /// The word of the interface, such as `assets:read`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    public static Optional<Scope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
