package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dates as servers write them, and what is none.
class CookieDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 21 Oct 2015 07:28:00 GMT | 2015-10-21T07:28:00Z",
                "Wed, 21-Oct-15 07:28:00 GMT | 2015-10-21T07:28:00Z",
                "Thu, 01-Jan-1970 00:00:01 GMT | 1970-01-01T00:00:01Z",
                "Fri Jan  1 00:00:00 1999 | 1999-01-01T00:00:00Z",
                "1 january 2027 1:2:3 | 2027-01-01T01:02:03Z",
                "30 Feb 2027 00:00:00 |",
                "Wed, 21 Oct 2015 |",
                "Wed, 21 Oct 1500 07:28:00 GMT |",
                "Wed, 21 Oct 2015 25:00:00 GMT |",
                "0 |",
                "soon |",
            })
    void isReadAsBrowsersDo(String text, @Nullable String expected) {
        assertThat(CookieDate.parse(text))
                .isEqualTo(Optional.ofNullable(expected).map(Instant::parse));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1 | false",
                "a=1; Max-Age=0 | true",
                "a=1; Max-Age=-1 | true",
                "a=1; Max-Age=60 | false",
                "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT | true",
                "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60 | false",
                "a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT | false",
                "a=1; Expires=never | false",
            })
    void aCookieIsDeletedByItsEnd(String field, boolean deleted) {
        assertThat(SetCookie.parse(field).orElseThrow().isDeletion(Instant.parse("2026-03-01T12:00:00Z")))
                .isEqualTo(deleted);
    }

    @Property
    void anyTextIsADateOrNone(@ForAll String text) {
        assertThat(CookieDate.parse(text)).isNotNull();
    }
}
