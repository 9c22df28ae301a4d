package io.reconai.server.usage;

import java.util.Locale;

/// What a workspace has bought.
public enum Plan {
    FREE,
    PRO,
    ENTERPRISE;

    /// The word of the interface and of the store.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException for a word that is no plan
    public static Plan of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
