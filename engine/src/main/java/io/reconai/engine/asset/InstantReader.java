package io.reconai.engine.asset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Reads times as evidence has them, `2026-03-01T12:00:00.123Z`, without a formatter: a host has hundreds of them. Any
/// other form is left to the usual way.
final class InstantReader extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1;

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MOST_DIGITS = 9;

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var read = parser.hasToken(JsonToken.VALUE_STRING) ? read(parser.getText()) : Optional.<Instant>empty();
        return read.isPresent() ? read.get() : InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /// The time; empty when it is written otherwise, or is none.
    static Optional<Instant> read(String text) {
        if (!hasForm(text)) {
            return Optional.empty();
        }
        var hour = number(text, 11, 13);
        var minute = number(text, 14, 16);
        var second = number(text, 17, 19);
        var nanos = nanos(text);
        if (hour > 23 || minute > 59 || second > 59 || nanos < 0) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            return Optional.of(
                    Instant.ofEpochSecond(day * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second, nanos));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static boolean hasForm(String text) {
        if (text.length() <= FORM.length() || text.charAt(text.length() - 1) != 'Z') {
            return false;
        }
        for (var i = 0; i < FORM.length(); i++) {
            var wanted = FORM.charAt(i);
            if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        return true;
    }

    /// The part behind the seconds; -1 when it is none.
    private static int nanos(String text) {
        var end = text.length() - 1;
        var digits = end - FORM.length() - 1;
        if (digits < 0) {
            return 0;
        }
        if (text.charAt(FORM.length()) != '.' || digits == 0 || digits > MOST_DIGITS) {
            return -1;
        }
        var nanos = 0;
        for (var i = FORM.length() + 1; i <= FORM.length() + MOST_DIGITS; i++) {
            if (i < end && !isDigit(text.charAt(i))) {
                return -1;
            }
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
