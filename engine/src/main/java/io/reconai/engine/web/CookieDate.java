package io.reconai.engine.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The date of a cookie's Expires attribute, read as browsers do (RFC 6265 §5.1.1): its parts may stand in any order
/// and between any separators, and a day of the week is passed over.
final class CookieDate {

    /// Dates have about thirty characters; a longer text is none.
    private static final int LONGEST = 100;

    private static final int FIRST_YEAR = 1601;
    private static final Pattern DELIMITERS = Pattern.compile("[\\t\\x20-/;-@\\[-`{-~]+");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
    private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private CookieDate() {}

    /// The moment that is meant; empty for a text that browsers pass over.
    static Optional<Instant> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Matcher> time = Optional.empty();
        var day = 0;
        var month = 0;
        var year = 0;
        for (var token : DELIMITERS.split(text)) {
            if (time.isEmpty() && TIME.matcher(token).matches()) {
                time = Optional.of(matched(TIME, token));
            } else if (day == 0 && DAY.matcher(token).matches()) {
                day = number(matched(DAY, token), 1);
            } else if (month == 0 && monthOf(token) > 0) {
                month = monthOf(token);
            } else if (year == 0 && YEAR.matcher(token).matches()) {
                year = fullYear(number(matched(YEAR, token), 1));
            }
        }
        if (time.isEmpty() || year < FIRST_YEAR) {
            return Optional.empty();
        }
        try {
            var clock = time.get();
            return Optional.of(LocalDateTime.of(year, month, day, number(clock, 1), number(clock, 2), number(clock, 3))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Matcher matched(Pattern pattern, String token) {
        var matcher = pattern.matcher(token);
        if (!matcher.matches()) {
            throw new IllegalStateException("matched before: " + token);
        }
        return matcher;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int monthOf(String token) {
        return token.length() < 3 ? 0 : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }

    private static int fullYear(int year) {
        if (year >= 100) {
            return year;
        }
        return year < 70 ? 2000 + year : 1900 + year;
    }
}
