package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    /// What `java.time` writes, by which ours is judged.
    private static final DateTimeFormatter JDK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z", // before the epoch seconds count backwards, milliseconds do not
                "2024-02-29T12:34:56.789Z",
                "1900-02-28T23:59:59.001Z",
                "2026-03-01T09:30:00.000999Z", // cut off, not rounded
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "-0001-12-31T23:59:59.999Z", // beyond four digits `java.time` writes a sign
                "+10000-01-01T00:00:00Z"
            })
    void isWrittenAsTheJdkWritesIt(String time) {
        var at = Instant.parse(time);
        assertThat(Timestamp.text(at)).isEqualTo(JDK.format(at));
        assertThat(Timestamp.parse(Timestamp.text(at))).isEqualTo(at.truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void anyTimeIsWrittenAndReadAsTheJdkDoes() {
        var random = new Random(20_260_301);
        var last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (var time = 0; time < 20_000; time++) {
            var at = Instant.ofEpochSecond(random.nextLong(-last / 4, last), random.nextInt(1_000_000_000));
            var text = Timestamp.text(at);
            assertThat(text).isEqualTo(JDK.format(at));
            assertThat(Timestamp.parse(text)).isEqualTo(Instant.parse(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:30:00Z, without milliseconds",
        "2026-03-01T09:30:00.123456789Z, nanoseconds",
        "2026-03-01T09:30:00.1Z, tenths",
        "2026-03-01T24:00:00.000Z, midnight at the end of a day",
        "2026-03-01T11:30:00+02:00, another zone",
    })
    void otherFormsAreReadAsTheJdkDoes(String text, String why) {
        assertThat(Timestamp.parse(text)).as(why).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-02-29T09:30:00.000Z", // no leap year
                "2026-13-01T09:30:00.000Z",
                "2026-03-01T25:30:00.000Z",
                "2026-03-01T09:60:00.000Z",
                "2026-03-01 09:30:00.000Z",
                "2026-03-01T09:30:00.000z ",
                "2026-03-0\u0661T09:30:00.000Z" // a digit, not of ASCII
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
