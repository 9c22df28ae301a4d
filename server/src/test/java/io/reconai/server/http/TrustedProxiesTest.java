package io.reconai.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose word counts about who made a request.
class TrustedProxiesTest {

    private static final TrustedProxies OURS = TrustedProxies.parse("192.0.2.7, 198.51.100.0/24,2001:db8::/32");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9   | 10.1.2.3                              | 203.0.113.9
            192.0.2.7     | 203.0.113.9                           | 203.0.113.9
            192.0.2.7     | 10.6.6.6, 203.0.113.9                 | 203.0.113.9
            192.0.2.7     | 10.6.6.6, 203.0.113.9, 198.51.100.4   | 203.0.113.9
            192.0.2.7     | 198.51.100.5, 198.51.100.4            | 198.51.100.5
            192.0.2.7     | unknown                               | 192.0.2.7
            192.0.2.7     | 203.0.113.9, unknown                  | 192.0.2.7
            192.0.2.7     | ' '                                   | 192.0.2.7
            2001:db8::1   | 2001:dba::9                           | 2001:dba::9
            192.0.2.8     | 203.0.113.9                           | 192.0.2.8
            """)
    void theListIsReadFromItsEnd(String peer, String forwarded, String client) {
        assertThat(OURS.client(peer, List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(OURS.client("192.0.2.7", List.of("10.6.6.6", "203.0.113.9"))).isEqualTo("203.0.113.9");
        assertThat(OURS.client("192.0.2.7", List.of())).isEqualTo("192.0.2.7");
    }

    @Test
    void nobodyIsBelievedWhereNobodyIsNamed() {
        assertThat(TrustedProxies.parse(" ").client("127.0.0.1", List.of("203.0.113.9")))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "192.0.2.7,", "192.0.2.0/33", "192.0.2.7 198.51.100.1"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
