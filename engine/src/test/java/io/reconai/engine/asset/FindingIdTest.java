package io.reconai.engine.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FindingIdTest {

    @Test
    void the_same_key_gives_the_same_id_in_every_scan() {
        assertThat(FindingId.of("http.hsts.missing", "www.acme.test", "https://www.acme.test"))
                .isEqualTo(FindingId.of("http.hsts.missing", "www.acme.test", "https://www.acme.test"))
                .matches("fnd_[0-9a-z]{26}");
    }

    @Property
    void the_digits_are_the_last_of_the_number_in_base_36(@ForAll @Size(32) byte[] number) {
        var digits = "0".repeat(26) + new BigInteger(1, number).toString(36);
        assertThat(FindingId.lastDigits(number)).isEqualTo(digits.substring(digits.length() - 26));
    }

    @Test
    void each_part_of_the_key_counts() {
        assertThat(FindingId.of("a", "b", "c"))
                .isNotEqualTo(FindingId.of("x", "b", "c"))
                .isNotEqualTo(FindingId.of("a", "x", "c"))
                .isNotEqualTo(FindingId.of("a", "b", "x"))
                .isNotEqualTo(FindingId.of("a", "bc", ""));
    }
}
