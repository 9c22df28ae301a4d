package io.reconai.server.identity;

import java.util.Locale;

/// What a member may do in a workspace; each may what those before it may.
public enum Role {
    VIEWER,
    ANALYST,
    ADMIN,
    OWNER;

    public boolean mayActAs(Role required) {
        return compareTo(required) >= 0;
    }

    /// The word of the interface and of the store.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException for a word that is no role
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
