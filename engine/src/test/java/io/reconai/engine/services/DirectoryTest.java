package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The question for a directory's first entry is made of the directory's own words.
class DirectoryTest {

    private static final String ROOT = "30 0C 02 01 01 65 07 0A 01 00 04 00 04 00 ";

    private static Heard heard(String octets) {
        return new Heard("ldap", Question.bytes(octets), false);
    }

    @Test
    void theEntryIsAskedForByItsName() {
        var asked = Directory.entry(heard(ROOT
                + "30 84 00 00 00 30 02 01 02 64 84 00 00 00 27 04 00 30 84 00 00 00 1F 30 84 00 00 00 19"
                + " 04 0E 'namingContexts' 31 84 00 00 00 03 04 01 'x'"));
        assertThat(asked)
                .map(Question::bytes)
                .contains(Question.bytes("30 2B 02 01 03 63 26 04 01 'x' 0A 01 00 0A 01 00 02 01 01 02 01 02 01 01 00"
                        + " 87 0B 'objectClass' 30 05 04 03 '1.1'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30 0C 02 01 02 65 07 0A 01 00 04 00 04 00",
                "30 07 02 01 02 64 02 04 00",
                "30 84 FF FF FF FF 02 01 02",
                "30 FF 02 01 02",
                "30 1F 02 01 02 64 1A 04 00 30 16 30 14 04 0E 'namingContexts' 31 02 04 00"
            })
    void nothingIsAskedWhereNoNameIsTold(String answer) {
        assertThat(Directory.entry(heard(ROOT + answer))).isEmpty();
    }
}
