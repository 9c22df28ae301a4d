package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses may be talked to without permission: public ones, in whatever form they come.
class AddressPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "192.88.99.1",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "4000::1",
                "1::1",
                "2600::5efe:a00:1"
            })
    void forbids(String address) {
        assertThat(AddressPolicy.publicOnly().forbids(IpAddresses.parse(address).orElseThrow()))
                .as(address)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::808:808",
                "::ffff:8.8.8.8"
            })
    void permits(String address) {
        assertThat(AddressPolicy.publicOnly().forbids(IpAddresses.parse(address).orElseThrow()))
                .as(address)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "2130706433",
                "127.0.0.01",
                "127.0.0.1.",
                " 127.0.0.1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "::1%lo",
                "[::1]",
                "1::2::3",
                "localhost",
                "",
                "1.2.3.4/8",
                "①.0.0.1"
            })
    void otherSpellingsAreNoAddresses(String text) {
        assertThat(IpAddresses.parse(text)).isEmpty();
    }

    @Property(tries = 2_000)
    void everyIpv4AddressIsJudgedAlikeInAllItsForms(@ForAll @Size(4) byte[] octets) {
        var policy = AddressPolicy.publicOnly();
        var plain = IpAddresses.of(octets);
        var text = IpAddresses.text(plain);
        var mapped = IpAddresses.parse("::ffff:" + text).orElseThrow();
        assertThat(policy.forbids(mapped).isPresent())
                .isEqualTo(policy.forbids(plain).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2600:db8::7"})
    void whatTheOperatorExcludesIsForbiddenInAllItsForms(String text) {
        var address = IpAddresses.parse(text).orElseThrow();
        var ranges = Stream.of("8.8.8.0/24", "2600:db8::/32")
                .map(range -> CidrRange.parse(range).orElseThrow())
                .toList();
        for (var policy :
                List.of(AddressPolicy.publicOnly(), AddressPolicy.allowing(ranges), AddressPolicy.allowingAll())) {
            assertThat(policy.forbids(address)).isEmpty();
            assertThat(policy.excluding(ranges).forbids(address)).contains("excluded");
            assertThat(policy.excluding(ranges)
                            .forbids(IpAddresses.parse("8.8.9.1").orElseThrow()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::ffff:10.1.2.3"})
    void whatTheOperatorAllowsIsAllowedAndNothingElse(String address) {
        var policy =
                AddressPolicy.allowing(List.of(CidrRange.parse("10.1.0.0/16").orElseThrow()));
        assertThat(policy.forbids(IpAddresses.parse(address).orElseThrow())).isEmpty();
        assertThat(policy.forbids(IpAddresses.parse("10.2.0.1").orElseThrow())).isPresent();
        assertThat(policy.forbids(IpAddresses.parse("127.0.0.1").orElseThrow())).isPresent();
    }
}
