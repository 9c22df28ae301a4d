package io.reconai.server.identity;

import io.reconai.server.http.ApiException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads changes of preferences. A field that is absent stays, which is why this is no record: a time zone of null is
/// something else than none that was named.
final class PreferenceFields {

    private static final Set<String> THEMES = Set.of("system", "light", "dark");
    private static final Set<String> DENSITIES = Set.of("comfortable", "compact");

    private PreferenceFields() {}

    /// @throws ApiException `VALIDATION_ERROR` for the first field that is unknown or wrong
    static Preferences apply(Preferences before, Map<String, @Nullable Object> fields) {
        var theme = before.theme();
        var density = before.density();
        var timeZone = before.timeZone();
        var emailDigest = before.emailDigest();
        for (var field : fields.entrySet()) {
            var value = field.getValue();
            switch (field.getKey()) {
                case "theme" -> theme = word("theme", value, THEMES);
                case "density" -> density = word("density", value, DENSITIES);
                case "time_zone" -> timeZone = value == null ? null : zone(value);
                case "email_digest" -> emailDigest = flag(value);
                default ->
                    throw ApiException.invalid("preferences." + field.getKey(), "unknown", "there is no such field");
            }
        }
        return new Preferences(theme, density, timeZone, emailDigest);
    }

    private static String word(String field, @Nullable Object value, Set<String> words) {
        if (value instanceof String word && words.contains(word)) {
            return word;
        }
        throw wrong(
                field, "is one of " + String.join(", ", words.stream().sorted().toList()));
    }

    private static String zone(Object value) {
        if (value instanceof String name && ZoneId.getAvailableZoneIds().contains(name)) {
            return name;
        }
        throw wrong("time_zone", "is a name of the IANA database, such as Europe/Vienna");
    }

    private static boolean flag(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("email_digest", "is true or false");
    }

    private static ApiException wrong(String field, String message) {
        return ApiException.invalid("preferences." + field, "value", message);
    }
}
