package io.reconai.server.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.sources.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Only what Stripe signed a short time ago is believed.
class StripeSignatureTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BODY = "{\"id\":\"evt_1\"}";
    private static final String RIGHT = "whsec_right";

    private static boolean isTaken(String header, String body, String... secrets) {
        var valid = List.of(secrets).stream().map(Secret::new).toList();
        return StripeSignature.parse(header)
                .filter(signature -> signature.isOf(body.getBytes(StandardCharsets.UTF_8), valid, NOW))
                .isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        of this moment               | 0    | true
        just within the tolerance    | -300 | true
        a second too old             | -301 | false
        a clock that is ahead        | 300  | true
        from the future              | 301  | false
        """)
    void isFresh(String why, long seconds, boolean isTaken) {
        var header = FakeStripe.signature(BODY, RIGHT, NOW.plusSeconds(seconds));
        assertThat(isTaken(header, BODY, RIGHT)).isEqualTo(isTaken);
    }

    @Test
    void eachOfSeveralSecretsCounts() {
        var header = FakeStripe.signature(BODY, RIGHT, NOW);
        assertThat(isTaken(header, BODY, "whsec_new", RIGHT)).isTrue();
        assertThat(isTaken(header, BODY, "whsec_new")).isFalse();
        assertThat(isTaken(header, BODY)).isFalse();
    }

    @Test
    void eachOfSeveralSignaturesCounts() {
        var seconds = NOW.getEpochSecond();
        var right = FakeStripe.hmac(seconds + "." + BODY, RIGHT);
        var wrong = FakeStripe.hmac(seconds + "." + BODY, "whsec_other");
        assertThat(isTaken("t=" + seconds + ",v1=" + wrong + ",v1=" + right, BODY, RIGHT))
                .isTrue();
        assertThat(isTaken("t=" + seconds + ",v1=" + wrong, BODY, RIGHT)).isFalse();
        assertThat(isTaken("t=" + seconds + ",v0=" + right, BODY, RIGHT))
                .as("another version")
                .isFalse();
        assertThat(isTaken("t=" + (seconds + 1) + ",v1=" + right, BODY, RIGHT))
                .as("another time")
                .isFalse();
        assertThat(isTaken("t=" + seconds + ",v1=" + right, BODY + " ", RIGHT))
                .as("another body")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''
        t=
        t=1772366400
        v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
        t=x,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
        t=99999999999999999999,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
        t=1772366400,v1=5257
        t=1772366400,v1=zz57a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
        t=1772366400;v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
        =,=,=
        """)
    void whatIsNoSignatureIsNone(String header) {
        assertThat(StripeSignature.parse(header)).isEmpty();
    }
}
