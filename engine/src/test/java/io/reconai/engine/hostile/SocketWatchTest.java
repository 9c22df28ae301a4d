package io.reconai.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The watch sees what it is there for; otherwise its silence would say nothing.
class SocketWatchTest {

    @Test
    void seesTheDialer() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var watch = new SocketWatch()) {
            var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 1_000, 8));
            var limits = Limits.banner(Deadline.in(Duration.ofSeconds(10)));
            if (dialer.connect(server.getInetAddress(), server.getLocalPort(), limits)
                    instanceof Outcome.Answered<Socket> connected) {
                connected.value().close();
            }
            var seen = watch.stop();
            assertThat(seen.byDialer()).isPositive();
            assertThat(seen.others()).isEmpty();
        }
    }

    /// JSON's reader stands for a place in the engine that goes its own way: its input opens a socket while it reads.
    @Test
    void seesWhoGoesAnotherWay() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var watch = new SocketWatch()) {
            var lines = new java.io.Reader() {
                @Override
                public int read(char[] buffer, int offset, int length) throws java.io.IOException {
                    new Socket(server.getInetAddress(), server.getLocalPort()).close();
                    return -1;
                }

                @Override
                public void close() {}
            };
            io.reconai.engine.EvidenceLog.read(new java.io.BufferedReader(lines), _ -> {}, _ -> {});
            assertThat(watch.stop().others()).anyMatch(place -> place.contains("EvidenceLog"));
        }
    }
}
