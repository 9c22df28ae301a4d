package io.reconai.server.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as the interface and the store write them: RFC 3339, UTC, milliseconds, such as
/// `2026-03-01T09:30:00.000Z`.
///
/// A list holds a hundred of them, and a general formatter takes a microsecond each; so the usual form is
/// written and read digit by digit, and anything else left to `java.time`.
public final class Timestamp {

    private static final DateTimeFormatter GENERAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int SECONDS_A_DAY = 86_400;
    private static final int NANOS_A_MILLISECOND = 1_000_000;

    private Timestamp() {}

    /// What is shorter than a millisecond is cut off.
    public static String text(Instant at) {
        var seconds = at.getEpochSecond();
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
            return GENERAL.format(at);
        }
        var date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_A_DAY));
        var second = Math.floorMod(seconds, SECONDS_A_DAY);
        var letters = FORM.getBytes(StandardCharsets.ISO_8859_1);
        put(letters, 0, 4, date.getYear());
        put(letters, 5, 2, date.getMonthValue());
        put(letters, 8, 2, date.getDayOfMonth());
        put(letters, 11, 2, second / 3_600);
        put(letters, 14, 2, second / 60 % 60);
        put(letters, 17, 2, second % 60);
        put(letters, 20, 3, at.getNano() / NANOS_A_MILLISECOND);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] letters, int from, int count, int number) {
        var rest = number;
        for (var place = from + count - 1; place >= from; place--) {
            letters[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /// Reads what [#text] wrote, and any other form that [Instant#parse] knows.
    ///
    /// @throws java.time.DateTimeException when it is no time
    public static Instant parse(String text) {
        if (!isUsual(text)) {
            return Instant.parse(text);
        }
        var day = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
        var second = number(text, 11, 2) * 3_600 + number(text, 14, 2) * 60 + number(text, 17, 2);
        return Instant.ofEpochSecond(
                day.toEpochDay() * SECONDS_A_DAY + second, (long) number(text, 20, 3) * NANOS_A_MILLISECOND);
    }

    /// True for the usual form with a time of day that is one: no leap second, no 24 o'clock.
    private static boolean isUsual(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (var place = 0; place < FORM.length(); place++) {
            var letter = text.charAt(place);
            var is = FORM.charAt(place) == '0' ? letter >= '0' && letter <= '9' : letter == FORM.charAt(place);
            if (!is) {
                return false;
            }
        }
        return number(text, 11, 2) < 24 && number(text, 14, 2) < 60 && number(text, 17, 2) < 60;
    }

    private static int number(String text, int from, int count) {
        var number = 0;
        for (var place = from; place < from + count; place++) {
            number = number * 10 + text.charAt(place) - '0';
        }
        return number;
    }
}
