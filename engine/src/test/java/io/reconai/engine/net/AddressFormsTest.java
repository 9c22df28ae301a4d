package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The ways of writing an address by which others were led inside. A text that is no address is a name at most, and
/// names are looked up by our own client, whose answers go through the policy.
class AddressFormsTest {

    static Stream<Arguments> forms() throws IOException {
        try (var in = Objects.requireNonNull(AddressFormsTest.class.getResourceAsStream("address-forms.txt"))) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split(" \\| ", -1))
                            .map(cells -> Arguments.of(spelled(cells[0]), cells[1], cells[2]))
                            .toList()
                            .stream();
        }
    }

    private static String spelled(String text) {
        var plain = text.replace("\\t", "\t").replace("\\n", "\n").replace("\\0", "\0");
        var escape = plain.indexOf("\\u");
        return escape < 0
                ? plain
                : plain.substring(0, escape)
                        + (char) Integer.parseInt(plain.substring(escape + 2, escape + 6), 16)
                        + plain.substring(escape + 6);
    }

    @ParameterizedTest(name = "{2}: {0} is {1}")
    @MethodSource("forms")
    void isJudged(String form, String verdict, String kind) {
        var judged = IpAddresses.parse(form)
                .map(address -> AddressPolicy.publicOnly().forbids(address).isPresent() ? "forbidden" : "permitted")
                .orElse("no address");
        assertThat(judged).isEqualTo(verdict);
    }

    @Test
    void theTableIsLong() throws IOException {
        assertThat(forms()).hasSizeGreaterThanOrEqualTo(150);
    }
}
