package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A peer that was given no time is not called silent: that would be a word about it, and it is one about us.
class NoTimeLeftTest {

    private final Dialer dialer =
            new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 1_000, 8));

    @Test
    void aConnectionIsNotTried() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var outcome = dialer.connect(
                    server.getInetAddress(), server.getLocalPort(), Limits.http(Deadline.in(Duration.ZERO)));
            assertThat(outcome).isEqualTo(new Outcome.Failed<>("no time was left"));
        }
    }

    @Test
    void aHandshakeIsNotTried() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var seen = handshake(server, Duration.ZERO);
            assertThat(seen.outcome()).isEqualTo(ExchangeOutcome.LIMIT_REACHED);
            assertThat(seen.detail()).isEqualTo("the time for this host is over");
        }
    }

    private TlsObservation handshake(ServerSocket server, Duration left) throws Exception {
        return new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC())
                .inspect(
                        server.getInetAddress(),
                        server.getLocalPort(),
                        new DomainName("www.acme.test"),
                        Deadline.in(left))
                .observation();
    }

    /// The host's time ends while the server, which takes connections by its backlog, has not said a word.
    @Test
    void aHandshakeThatTheHostsTimeEndsIsNotSilence() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var seen = handshake(server, Duration.ofMillis(500));
            assertThat(seen.outcome()).isIn(ExchangeOutcome.LIMIT_REACHED, ExchangeOutcome.FAILED);
        }
    }
}
