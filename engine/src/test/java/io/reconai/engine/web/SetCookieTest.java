package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Set-Cookie fields as browsers read them.
class SetCookieTest {

    @Test
    void readsEveryAttribute() {
        assertThat(SetCookie.parse(
                        "sid = a=b ; Path=/x; DOMAIN=.Acme.test; max-age=60; Expires=Wed, 01 Jan 2030 00:00:00 GMT;"
                                + "Secure; HttpOnly;SameSite=Strict; Partitioned"))
                .contains(new SetCookie(
                        "sid",
                        "a=b",
                        "acme.test",
                        "/x",
                        Optional.of(60L),
                        "Wed, 01 Jan 2030 00:00:00 GMT",
                        true,
                        true,
                        "strict",
                        true));
    }

    @Test
    void theLastOfTwoAttributesCounts() {
        var cookie = SetCookie.parse("a=1; Path=/x; Path=/y; Max-Age=1; Max-Age=soon; SameSite=Lax; SameSite=None")
                .orElseThrow();
        assertThat(cookie.path()).isEqualTo("/y");
        assertThat(cookie.maxAge()).isEmpty();
        assertThat(cookie.sameSite()).isEqualTo("none");
        assertThat(cookie.isForSession()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "__Host-a=1; Secure; Path=/ | true",
                "__host-a=1; Secure | false",
                "__Host-a=1; Secure; Path=/; Domain=acme.test | false",
                "__Host-a=1; Path=/ | false",
                "__Secure-a=1; Secure; Domain=acme.test | true",
                "__Secure-a=1 | false",
                "a=1 | true",
            })
    void aPrefixPromises(String field, boolean kept) {
        assertThat(SetCookie.parse(field).orElseThrow().keepsPromise()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", ";", " ; Secure", "=;Path=/"})
    void isNoCookie(String field) {
        assertThat(SetCookie.parse(field)).isEmpty();
    }

    @Test
    void whatIsTooLongIsNoCookie() {
        assertThat(SetCookie.parse("a=" + "x".repeat(4_095))).isPresent();
        assertThat(SetCookie.parse("a=" + "x".repeat(4_096))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alone, '', alone", "=alone, '', alone"})
    void aValueWithoutAName(String field, String name, String value) {
        var cookie = SetCookie.parse(field).orElseThrow();
        assertThat(cookie.name()).isEqualTo(name);
        assertThat(cookie.value()).isEqualTo(value);
    }
}
