package io.reconai.engine.zone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerialNumberTest {

    /// The rows of RFC 1982 §5.2 for 32 bits, and their like.
    @ParameterizedTest
    @CsvSource({
        "1, 2, true, false",
        "2, 1, false, true",
        "7, 7, false, false",
        "2026010101, 2026010102, true, false",
        // The number after the last is the first.
        "4294967295, 0, true, false",
        "4294967290, 5, true, false",
        "0, 2147483647, true, false",
        "1, 2147483648, true, false",
        // Half of all numbers apart: neither.
        "0, 2147483648, false, false",
        "2147483648, 0, false, false",
        "0, 2147483649, false, true",
    })
    void order(long first, long second, boolean before, boolean after) {
        assertThat(new SerialNumber(first).isBefore(new SerialNumber(second))).isEqualTo(before);
        assertThat(new SerialNumber(second).isBefore(new SerialNumber(first))).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "4294967296", "99999999999", "1.0", "serial", "١"})
    void whatIsNoSerialNumber(String text) {
        assertThat(SerialNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2026010101", "4294967295"})
    void whatIsOne(String text) {
        assertThat(SerialNumber.parse(text)).map(SerialNumber::toString).hasValue(text);
    }
}
