package io.reconai.engine.asset;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A leak of people's data, as a breach source tells of it.
///
/// @param name the source's own name for it, which tells leaks apart
/// @param date when it happened; null when not said
/// @param compromisedData kinds of data, such as `Passwords`
/// @param accounts how many people it concerns; null when not said
/// @param verified the source has convinced itself that it happened
public record Breach(
        String name,
        @Nullable LocalDate date,
        List<String> compromisedData,
        @Nullable Long accounts,
        boolean verified) {

    public Breach {
        compromisedData = List.copyOf(compromisedData);
    }

    /// True when it happened on that day or later; false when nobody says when.
    public boolean isSince(LocalDate day) {
        return date != null && !date.isBefore(day);
    }
}
