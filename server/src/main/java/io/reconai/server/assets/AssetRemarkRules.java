package io.reconai.server.assets;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may be said of an asset. A text of nothing but blanks takes away what was said.
final class AssetRemarkRules {

    static final int MOST_TAGS = 20;

    private static final int LONGEST_TAG = 40;
    private static final int LONGEST_NOTES = 4_000;
    private static final int LONGEST_OWNER = 100;
    private static final int MOST_HOURS = 720;
    private static final int USUAL_HOURS = 24;

    private AssetRemarkRules() {}

    /// A tag; it may hold no comma, which separates the tags of a filter.
    static String tag(String field, @Nullable String typed) {
        var tag = line(field, typed == null ? "" : typed, LONGEST_TAG);
        if (tag.isEmpty() || tag.indexOf(',') >= 0) {
            throw ApiException.invalid(field, "format", "is 1 to " + LONGEST_TAG + " characters without a comma");
        }
        return tag;
    }

    static List<String> tags(List<@Nullable String> typed) {
        var tags = typed.stream().map(tag -> tag("tags", tag)).distinct().toList();
        if (tags.size() > MOST_TAGS) {
            throw ApiException.invalid("tags", "range", "has at most " + MOST_TAGS);
        }
        return tags;
    }

    /// @return null for nobody
    static @Nullable String owner(String field, String typed) {
        return orNull(line(field, typed, LONGEST_OWNER));
    }

    /// @return null for none
    static @Nullable String notes(String typed) {
        var notes = typed.strip();
        if (notes.length() > LONGEST_NOTES) {
            throw ApiException.invalid("notes", "range", "has at most " + LONGEST_NOTES + " characters");
        }
        return orNull(notes);
    }

    /// How often an asset is scanned by itself.
    ///
    /// @param shortest the plan's shortest interval in hours; empty where it has none
    /// @throws ApiException `PAYMENT_REQUIRED` where the plan does not allow it
    static AssetRemarks rescanned(
            AssetRemarks before,
            @Nullable Boolean enabled,
            @Nullable Integer hours,
            Optional<Integer> shortest,
            Instant now) {
        if (hours != null && (hours < 1 || hours > MOST_HOURS)) {
            throw ApiException.invalid("scan_frequency_hours", "range", "is a whole number from 1 to " + MOST_HOURS);
        }
        var wanted = enabled == null ? before.rescanEnabled() : enabled;
        var interval = hours == null ? before.scanFrequencyHours() : hours;
        if (!wanted) {
            return before.rescanned(false, interval, null);
        }
        var every = interval == null ? Math.max(USUAL_HOURS, shortest.orElse(1)) : interval;
        if (shortest.isEmpty() || every < shortest.get()) {
            throw new ApiException(
                    ErrorCode.PAYMENT_REQUIRED,
                    shortest.map(least -> "The plan scans assets every " + least + " hours at most")
                            .orElse("The plan does not scan assets by itself"));
        }
        var isAsBefore = before.rescanEnabled() && Integer.valueOf(every).equals(before.scanFrequencyHours());
        return isAsBefore ? before : before.rescanned(true, every, now.plus(Duration.ofHours(every)));
    }

    private static String line(String field, String typed, int longest) {
        var text = typed.strip();
        if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid(field, "range", "is one line of at most " + longest + " characters");
        }
        return text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
