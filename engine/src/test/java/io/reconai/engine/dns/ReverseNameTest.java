package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.net.IpAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of PTR records, to and fro.
class ReverseNameTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 7.113.0.203.in-addr.arpa",
        "2001:db8::7, 7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
    })
    void standsForAnAddress(String address, String name) {
        assertThat(ReverseName.of(IpAddresses.parse(address).orElseThrow())).isEqualTo(name);
        assertThat(ReverseName.address(name).map(IpAddresses::text)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "113.0.203.in-addr.arpa",
                "256.113.0.203.in-addr.arpa",
                "07.113.0.203.in-addr.arpa",
                "8.b.d.0.1.0.0.2.ip6.arpa",
                "www.acme.test",
                ""
            })
    void otherNamesStandForNone(String name) {
        assertThat(ReverseName.address(name)).isEmpty();
    }
}
