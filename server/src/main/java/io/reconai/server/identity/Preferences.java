package io.reconai.server.identity;

import org.jspecify.annotations.Nullable;

/// How the web app looks for a person, and whether digests are mailed.
///
/// @param theme `system`, `light` or `dark`
/// @param density `comfortable` or `compact`
/// @param timeZone a name of the IANA database; null: the browser's
public record Preferences(
        String theme, String density, @Nullable String timeZone, boolean emailDigest) {

    /// Of whoever has not said otherwise.
    public static Preferences usual() {
        return new Preferences("system", "comfortable", null, true);
    }
}
