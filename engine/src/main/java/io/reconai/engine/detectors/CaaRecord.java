package io.reconai.engine.detectors;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A CAA record (RFC 8659 §4.1).
///
/// @param tag in lower case
record CaaRecord(int flags, String tag, String value) {

    private static final Pattern RECORD = Pattern.compile("(\\d{1,3}) ([0-9A-Za-z]+) \"(.*)\"");
    private static final Pattern ISSUER =
            Pattern.compile("\\s*([a-z0-9]([a-z0-9.-]*[a-z0-9])?)?\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_FLAGS = 255;
    private static final int CRITICAL = 128;

    /// Reads a record; empty for what is none.
    static Optional<CaaRecord> parse(String record) {
        var matcher = RECORD.matcher(record);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST_FLAGS) {
            return Optional.empty();
        }
        return Optional.of(new CaaRecord(
                Integer.parseInt(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT), matcher.group(3)));
    }

    /// An authority that does not know the tag must refuse.
    boolean isCritical() {
        return (flags & CRITICAL) != 0;
    }

    /// The domain of the authority that may issue, in lower case, empty for none of them; nothing where it is
    /// no domain.
    Optional<String> issuer() {
        var matcher = ISSUER.matcher(value);
        return matcher.matches()
                ? Optional.of(matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
