package io.reconai.engine.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextTest {

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("escape sequence", "\u001b[31mred", "\\u001b[31mred"),
                Arguments.of("bell", "a\u0007b", "a\\u0007b"),
                Arguments.of("C1 control", "a\u009bb", "a\\u009bb"),
                Arguments.of("right-to-left override", "a\u202eb", "a\\u202eb"),
                Arguments.of("lone surrogate", "a\ud800b", "a\\ud800b"),
                Arguments.of("emoji stays", "a😀b", "a😀b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void control_characters_are_spelled_out(String why, String foreign, String shown) {
        assertThat(Text.visible(foreign, 100)).isEqualTo(shown);
    }

    @Property
    void nothing_that_steers_a_terminal_remains(@ForAll String foreign) {
        assertThat(Text.visible(foreign, 1_000).chars()).noneMatch(Character::isISOControl);
    }
}
