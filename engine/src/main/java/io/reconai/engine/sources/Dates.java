package io.reconai.engine.sources;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates as registries write them: with and without time, seconds and zone; without a zone they are UTC.
///
/// Only forms that can be read in one way count: `01/05/2010` is May in one country and January in another.
final class Dates {

    private static final int LONGEST = 40;

    private static final List<DateTimeFormatter> FORMS = List.of(
            form("[uuuu-MM-dd][uuuu.MM.dd][uuuu/MM/dd][dd-MMM-uuuu][dd.MM.uuuu][uuuuMMdd][d MMM uuuu]"
                    + "[['T'][' ']HH:mm[:ss]]"),
            form("EEE MMM d HH:mm:ss [z ]uuuu"));

    private Dates() {}

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH:mm", "Z")
                .optionalEnd()
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    static Optional<Instant> parse(String text) {
        var date = text.strip()
                .replaceFirst("(?i) ?\\(?(UTC|GMT)\\)?$", "Z")
                .replaceFirst("(:\\d\\d[.\\d]*[+-]\\d\\d)(\\d\\d)$", "$1:$2");
        if (date.isEmpty() || date.length() > LONGEST) {
            return Optional.empty();
        }
        for (var form : FORMS) {
            try {
                return Optional.of(instant(form.parse(date)));
            } catch (DateTimeException another) {
                // The next form may fit.
            }
        }
        return Optional.empty();
    }

    private static Instant instant(TemporalAccessor parsed) {
        var date = LocalDate.from(parsed);
        var time = parsed.query(TemporalQueries.localTime());
        var zone = parsed.query(TemporalQueries.offset());
        return OffsetDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time, zone == null ? ZoneOffset.UTC : zone)
                .toInstant();
    }
}
