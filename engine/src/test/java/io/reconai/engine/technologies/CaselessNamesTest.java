package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names are found however they are spelled, and no others.
class CaselessNamesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "server,        server",
                "Server,        server",
                "SERVER,        server",
                "X-Powered-By,  x-powered-by",
                "server-timing, -",
                "serve,         -",
                "'',            -",
                "X_POWERED_BY,  -",
            })
    void findsNames(String spelled, String expected) {
        assertThat(new CaselessNames(Set.of("server", "x-powered-by", "via")).find(spelled))
                .isEqualTo(expected);
    }

    @Test
    void noControlCharacterPassesForAHyphen() {
        assertThat(new CaselessNames(Set.of("x-y")).find("x\ry")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "7", "8", "100"})
    void holdsAnyNumber(int size) {
        var names = new HashSet<String>();
        for (var i = 0; i < size; i++) {
            names.add("x-" + i);
        }
        var table = new CaselessNames(names);

        assertThat(names).allSatisfy(name -> assertThat(table.find(name.toUpperCase(Locale.ROOT)))
                .isEqualTo(name));
        assertThat(table.find("y-0")).isNull();
    }

    @Property
    void findsWhatLowerCaseWouldFind(
            @ForAll Set<@AlphaChars @StringLength(max = 2) String> some,
            @ForAll @AlphaChars @StringLength(max = 2) String spelled) {
        var names = new HashSet<String>();
        some.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        var lower = spelled.toLowerCase(Locale.ROOT);

        assertThat(new CaselessNames(names).find(spelled)).isEqualTo(names.contains(lower) ? lower : null);
    }
}
