package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.ProtocolSupport.Order;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteOrderTest {

    private static final CipherSuite GCM = suite("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    private static final CipherSuite CHACHA = suite("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final CipherSuite CBC = suite("TLS_RSA_WITH_AES_128_CBC_SHA");

    /// Choices are "offer>pick", with suites by their initials.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    both ends were picked           | gb>g bg>b        | gb  | CLIENT
    the same from both ends         | gb>g bg>g        | gb  | SERVER
    the same, and there is no other | gb>g bg>g        | g   | UNKNOWN
    removed one by one              | gcb>g cb>c b>b   | gcb | UNKNOWN
    against the offer once          | gcb>g cb>b c>c   | gcb | SERVER
    refused suites do not count     | cgb>g bcg>b      | gb  | CLIENT
    the client's but for one pick   | gb>g bg>b gcb>c  | gcb | SERVER
    nothing was picked              | ''               | ''  | UNKNOWN
    """)
    void followsFromThePicks(String why, String choices, String accepted, Order expected) {
        var order = new SuiteOrder();
        Arrays.stream(choices.split(" ")).filter(text -> !text.isEmpty()).forEach(text -> {
            var parts = text.split(">", 2);
            order.add(suites(parts[0]), suites(parts[1]).getFirst());
        });
        assertThat(order.of(suites(accepted))).isEqualTo(expected);
    }

    @Test
    void chachaComesFirstOnlyAmongItsLike() {
        assertThat(SuiteOrder.neutral(List.of(CHACHA, GCM, CBC))).containsExactly(GCM, CHACHA, CBC);
        assertThat(SuiteOrder.neutral(List.of(GCM, CHACHA))).containsExactly(GCM, CHACHA);
        assertThat(SuiteOrder.neutral(List.of(CHACHA))).containsExactly(CHACHA);
        assertThat(SuiteOrder.neutral(List.of())).isEmpty();
    }

    private static List<CipherSuite> suites(String initials) {
        return initials.chars()
                .mapToObj(initial -> switch (initial) {
                    case 'g' -> GCM;
                    case 'c' -> CHACHA;
                    default -> CBC;
                })
                .toList();
    }

    private static CipherSuite suite(String name) {
        return Stream.of(Registry.suites())
                .flatMap(List::stream)
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
