package io.reconai.engine.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick way reads what the usual one reads, and leaves to it whatever it is not sure of.
class InstantReaderTest {

    @Property
    void timesAreReadAsTheyWereWritten(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        var time = Instant.ofEpochSecond(second, nanos);
        assertThat(InstantReader.read(time.toString())).contains(time);
    }

    @Property
    void otherTextsAreLeftToTheUsualWay(@ForAll @StringLength(max = 40) String text) {
        assertThat(InstantReader.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T12:00:00Z",
                "2026-03-01T12:00:60Z",
                "2026-03-01T12:60:00Z",
                "2026-13-01T12:00:00Z",
                "2026-03-01T12:00:00.Z",
                "2026-03-01T12:00:00.1234567890Z",
                "2026-03-01T12:00:00.1x3Z",
                "2026-03-01T12:00:00,5Z",
                "2026-03-01 12:00:00Z",
                "2026-03-01T12:00:00z",
                "+12026-03-01T12:00:00Z"
            })
    void whatIsInDoubtIsLeftToTheUsualWay(String text) {
        assertThat(InstantReader.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T24:00:00Z", "2026-03-01T13:00:00+01:00"})
    void theUsualWayReadsMore(String text) throws Exception {
        assertThat(Json.mapper().readValue('"' + text + '"', Instant.class))
                .isAfter(Instant.parse("2026-03-01T11:00:00Z"));
        assertThatThrownBy(() -> Json.mapper().readValue("\"tomorrow\"", Instant.class))
                .isInstanceOf(JsonMappingException.class);
    }
}
