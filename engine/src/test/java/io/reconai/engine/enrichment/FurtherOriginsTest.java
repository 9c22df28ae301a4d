package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// On which open ports a site is looked for.
class FurtherOriginsTest {

    static Stream<Arguments> ports() {
        return Stream.of(
                Arguments.of("the main ones are asked anyway", List.of(port(80, ""), port(443, "https")), List.of()),
                Arguments.of(
                        "usual ones", List.of(port(8080, ""), port(8443, ""), port(8123, "")), List.of(8080, 8443)),
                Arguments.of("recognised ones first", List.of(port(3000, ""), port(8123, "http")), List.of(8123, 3000)),
                Arguments.of("something else was heard", List.of(port(8080, "ssh")), List.of()),
                Arguments.of(
                        "an address that accepts anything",
                        Stream.concat(
                                        IntStream.range(8_000, 8_100).mapToObj(number -> port(number, "")),
                                        Stream.of(port(9_999, "tls")))
                                .toList(),
                        List.of(9_999)),
                Arguments.of(
                        "many",
                        IntStream.range(7_000, 7_040)
                                .mapToObj(number -> port(number, "http"))
                                .toList(),
                        IntStream.range(7_000, 7_016).boxed().toList()));
    }

    private static PortObservation port(int number, String service) {
        return new PortObservation("203.0.113.1", number, PortState.OPEN, "", service, "", 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void areChosen(String name, List<PortObservation> open, List<Integer> chosen) {
        assertThat(FurtherOrigins.among(open)).extracting(PortObservation::port).isEqualTo(chosen);
    }
}
