package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of RFC 9116, good and otherwise.
class SecurityTxtTest {

    @Test
    void readsFieldsAndPassesOverTheRest() {
        var file = SecurityTxt.parse("# Hello: there\nContact: mailto:a@acme.test\r\nCONTACT:https://acme.test/report\n"
                + "no field\n<html>: x\nExpires: 2030-01-01T00:00:00z\n");
        assertThat(file.values("contact")).containsExactly("mailto:a@acme.test", "https://acme.test/report");
        assertThat(file.fields()).hasSize(3);
        assertThat(file.expires()).contains(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(file.signed()).isFalse();
    }

    @Test
    void aSignatureIsNoField() {
        var file = SecurityTxt.parse("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nContact: mailto:a@acme.test\n"
                + "-----BEGIN PGP SIGNATURE-----\nVersion: 1\n-----END PGP SIGNATURE-----\n");
        assertThat(file.signed()).isTrue();
        assertThat(file.fields()).containsExactly(new SecurityTxt.Field("contact", "mailto:a@acme.test"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Expires: soon", "Expires: 2030-01-01", "Expires: 2030-13-01T00:00:00Z", "Contact: x", "''"})
    void withoutADateNothingExpires(String text) {
        assertThat(SecurityTxt.parse(text).expires()).isEmpty();
    }

    @Test
    void twoDatesAreNone() {
        assertThat(SecurityTxt.parse("Expires: 2030-01-01T00:00:00Z\nExpires: 2031-01-01T00:00:00Z")
                        .expires())
                .isEmpty();
    }

    @Test
    void aFileWithoutEndIsCut() {
        assertThat(SecurityTxt.parse("Contact: a\u0007b\n".repeat(100_000)).fields())
                .hasSize(200)
                .allMatch(field -> field.value().equals("a\\u0007b"));
    }
}
