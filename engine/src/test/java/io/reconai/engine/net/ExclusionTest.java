package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An excluded address is not connected to, in none of the ways in which the Dialer connects, whatever permits it.
class ExclusionTest {

    private static final InetAddress EXCLUDED = IpAddresses.parse("203.0.113.9").orElseThrow();
    private static final InetAddress NEIGHBOUR =
            IpAddresses.parse("203.0.113.8").orElseThrow();
    private static final CidrRange RANGE = CidrRange.parse("203.0.113.9/32").orElseThrow();
    private static final Deadline SOON = Deadline.in(Duration.ofSeconds(20));

    static Stream<Dialer> dialers() {
        var elsewhere = ConnectTo.parse("203.0.113.9:*=127.0.0.1:9,203.0.113.8:*=127.0.0.1:9");
        return Stream.of(
                        new Permission(AddressPolicy.allowingAll(), ConnectTo.none()),
                        new Permission(AddressPolicy.allowing(List.of(RANGE)), ConnectTo.none()),
                        new Permission(AddressPolicy.publicOnly(), elsewhere))
                .map(permission -> new Dialer(new DialerSettings(
                        permission.policy().excluding(List.of(RANGE)), permission.connectTo(), 1_000, 8)));
    }

    private record Permission(AddressPolicy policy, ConnectTo connectTo) {}

    @ParameterizedTest
    @MethodSource("dialers")
    void isBlockedEveryWay(Dialer dialer) throws Exception {
        assertThat(dialer.forbids(EXCLUDED)).contains("excluded");
        assertThat(dialer.connect(EXCLUDED, 80, Limits.http(SOON))).isEqualTo(new Outcome.Blocked<>("excluded"));
        assertThat(dialer.beginConnect(EXCLUDED, 80)).isEqualTo(new Outcome.Blocked<>("excluded"));
        assertThat(dialer.datagramTarget(EXCLUDED, 53)).isEmpty();
        assertThat(dialer.connectDatagram(EXCLUDED, 53)).isEqualTo(new Outcome.Blocked<>("excluded"));
    }

    @Test
    void itsNeighbourIsNot() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var dialer = new Dialer(new DialerSettings(
                    AddressPolicy.publicOnly().excluding(List.of(RANGE)),
                    ConnectTo.parse("203.0.113.8:80=127.0.0.1:" + server.getLocalPort()),
                    1_000,
                    8));
            assertThat(dialer.connect(NEIGHBOUR, 80, Limits.http(SOON))).isInstanceOf(Outcome.Answered.class);
        }
    }
}
