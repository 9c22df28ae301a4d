package io.reconai.engine.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseReaderTest {

    private static final String HEAD = "a | A | system | v:a | https://a.example/";

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '!', textBlock = """
        a | A | system | v:a              ! releases.txt:2: "a | A | system | v:a" is not `id
        a | A | engine | v:a | https://a/ ! "engine" is no kind of product
        \\  1.0 | 2020-01-01               ! has no product above it
        as-of yesterday                   ! "yesterday" is no day
        """)
    void saysWhichLineIsWrong(String line, String problem) {
        var text = line.replace("\\", "");
        assertThatThrownBy(() -> new ReleaseReader().read(List.of("as-of 2026-03-01", text)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '!', textBlock = """
        1.0 | 2020-13-01         ! "2020-13-01" is no day
        1.0                      ! is not `versions | end | newest`
        new | 2020-01-01         ! is not `versions | end | newest`
        1.0 | - | 1.10.1         ! names a newest release of another line
        carried gentoo 1 1.0     ! is not `carried
        carried a                ! is not `carried
        """)
    void saysWhichRowIsWrong(String row, String problem) {
        assertThatThrownBy(() -> new ReleaseReader().read(List.of("as-of 2026-03-01", HEAD, "  " + row)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("releases.txt:3: ")
                .hasMessageContaining(problem);
    }

    @Test
    void aTableNamesItsDay() {
        assertThatThrownBy(() -> new ReleaseReader().read(List.of(HEAD)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of which day");
    }

    /// A slip in the shipped facts would be a false alarm at everybody.
    @Test
    void theShippedFactsHoldTogether() {
        var table = ReleaseTable.shipped();
        assertThat(table.products()).hasSizeGreaterThan(35).allSatisfy(product -> {
            assertThat(product.lines()).as(product.id()).isNotEmpty();
            for (var line : product.lines()) {
                var end = line.end();
                assertThat(end == null || end.isAfter(LocalDate.of(2005, 1, 1)))
                        .as(product.id() + " " + line)
                        .isTrue();
                if (!line.newest().isEmpty()) {
                    assertThat(product.line(line.newest()))
                            .as(product.id() + " " + line.newest())
                            .contains(line);
                }
            }
            for (var carried : product.carried()) {
                assertThat(table.release(carried.distribution(), carried.release()))
                        .as(product.id() + " " + carried)
                        .isPresent();
                assertThat(product.line(carried.version()))
                        .as(product.id() + " " + carried)
                        .isPresent();
            }
        });
    }
}
