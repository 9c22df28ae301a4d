package io.reconai.engine.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hosts that have enough of a scan, and hosts that only drop what they do not serve.
class ThrottlingTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("203.0.113.9");
    private static final PortList PORTS = PortList.parse("20001-20260");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void aHostThatStopsAnsweringIsNotTakenForAFilter() throws Exception {
        var tired = listener(60);
        try (var scanner = scanner("203.0.113.9:*=127.0.0.1:" + tired)) {
            var answers = scanner.scan(HOST, PORTS, Deadline.in(Duration.ofSeconds(60)));
            assertThat(answers).extracting(PortAnswer::state).hasSize(260).contains(PortState.OPEN, PortState.FILTERED);
            assertThat(new Throttling(scanner).isAt(HOST, answers, Deadline.in(Duration.ofSeconds(30))))
                    .isTrue();
        }
    }

    @Test
    void aFilterWithServicesBehindItIsOne() throws Exception {
        var good = listener(Integer.MAX_VALUE);
        var silent = listener(0);
        fill(silent);
        try (var scanner = scanner("203.0.113.9:20007=127.0.0.1:" + good + ",203.0.113.9:20011=127.0.0.1:" + good
                + ",203.0.113.9:*=127.0.0.1:" + silent)) {
            var answers = scanner.scan(HOST, PORTS, Deadline.in(Duration.ofSeconds(60)));
            assertThat(answers)
                    .filteredOn(answer -> answer.state() == PortState.OPEN)
                    .extracting(PortAnswer::port)
                    .containsExactlyInAnyOrder(20_007, 20_011);
            assertThat(new Throttling(scanner).isAt(HOST, answers, Deadline.in(Duration.ofSeconds(30))))
                    .isFalse();
        }
    }

    @Test
    void aHostThatNeverAnsweredIsNotAskedAgain() throws Exception {
        var silent = listener(0);
        fill(silent);
        var answers = PORTS.ports().stream()
                .map(port -> new PortAnswer(port, PortState.FILTERED, "no answer", 0))
                .toList();
        try (var scanner = scanner("203.0.113.9:*=127.0.0.1:" + silent)) {
            assertThat(new Throttling(scanner).isAt(HOST, answers, Deadline.in(Duration.ofSeconds(30))))
                    .isFalse();
        }
    }

    private static PortScanner scanner(String connectTo) throws IOException {
        return new PortScanner(
                new Dialer(new DialerSettings(AddressPolicy.publicOnly(), ConnectTo.parse(connectTo), 10_000, 8)));
    }

    /// A port that accepts so many connections and then none; a full backlog is silent.
    private int listener(int connections) throws IOException {
        var server = new ServerSocket();
        open.add(server);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        open.add(Thread.ofPlatform().daemon().start(() -> accept(server, connections))::interrupt);
        return server.getLocalPort();
    }

    private static void accept(ServerSocket server, int connections) {
        try {
            for (var accepted = 0; accepted < connections; accepted++) {
                server.accept().close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void fill(int port) throws IOException {
        for (var full = false; !full; ) {
            var filler = new Socket();
            open.add(filler);
            try {
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            } catch (IOException noAnswer) {
                full = true;
            }
        }
    }
}
