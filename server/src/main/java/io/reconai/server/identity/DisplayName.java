package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what people want to be called.
final class DisplayName {

    private static final int LONGEST = 100;

    private DisplayName() {}

    /// Without spaces around it; empty where nothing was given.
    ///
    /// @throws ApiException `VALIDATION_ERROR` for the field `display_name`
    static Optional<String> parse(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        if (typed.strip().length() > LONGEST) {
            throw ApiException.invalid("display_name", "length", "has at most " + LONGEST + " characters");
        }
        return Optional.of(typed.strip());
    }

    /// As much of a name as we keep.
    static String cut(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
