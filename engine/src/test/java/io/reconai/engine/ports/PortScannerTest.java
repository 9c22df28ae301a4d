package io.reconai.engine.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ports that are open, closed and forbidden, and how lists of them are written.
class PortScannerTest {

    private static PortScanner scanner(AddressPolicy policy) throws IOException {
        return new PortScanner(new Dialer(new DialerSettings(policy, ConnectTo.none(), 10_000, 8)));
    }

    @Test
    void tellsOpenFromClosed() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var open = new ServerSocket(0, 50, loopback);
                var taken = new ServerSocket(0, 50, loopback);
                var scanner = scanner(AddressPolicy.allowingAll())) {
            var closed = taken.getLocalPort();
            taken.close();
            var answers = scanner.scan(
                    loopback, PortList.of(open.getLocalPort(), closed), Deadline.in(Duration.ofSeconds(10)));
            assertThat(answers)
                    .extracting(PortAnswer::port, PortAnswer::state)
                    .containsExactlyInAnyOrder(
                            tuple(open.getLocalPort(), PortState.OPEN), tuple(closed, PortState.CLOSED));
        }
    }

    @Test
    void connectsNowhereThatThePolicyForbids() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var open = new ServerSocket(0, 50, loopback);
                var scanner = scanner(AddressPolicy.publicOnly())) {
            open.setSoTimeout(200);
            var answers = scanner.scan(loopback, PortList.of(open.getLocalPort()), Deadline.in(Duration.ofSeconds(10)));
            assertThat(answers).extracting(PortAnswer::state).containsExactly(PortState.BLOCKED);
            assertThatThrownBy(open::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatTheDeadlineCutOffIsOurFailure() throws Exception {
        try (var scanner = scanner(AddressPolicy.allowingAll())) {
            var all = new PortList(IntStream.rangeClosed(1, 65_535).boxed().toList());
            var answers = scanner.scan(InetAddress.getLoopbackAddress(), all, Deadline.in(Duration.ofMillis(100)));
            assertThat(answers).hasSize(65_535);
            assertThat(answers).extracting(PortAnswer::state).contains(PortState.FAILED);
        }
    }

    @Test
    void manyScansRunSideBySide() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var open = new ServerSocket(0, 50, loopback);
                var scanner = scanner(AddressPolicy.allowingAll());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var scans = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> scanner.scan(
                            loopback, PortList.of(open.getLocalPort()), Deadline.in(Duration.ofSeconds(10)))))
                    .toList();
            for (var scan : scans) {
                assertThat(scan.get()).extracting(PortAnswer::state).containsExactly(PortState.OPEN);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"22|22", "80,22,80|80,22", "1-3,2|1,2,3", " 22 , 80 |22,80"})
    void readsLists(String text, String expected) {
        assertThat(PortList.parse(text).ports().stream().map(String::valueOf).toList())
                .isEqualTo(List.of(expected.split(",")));
    }

    @Test
    void knowsItsOwnLists() {
        assertThat(PortList.parse("top-100").ports())
                .hasSize(100)
                .doesNotHaveDuplicates()
                .contains(22, 80, 443, 3306);
        assertThat(PortList.parse("top-1000").ports()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(PortList.ranges(List.of(1, 2, 3, 7, 9, 10))).isEqualTo("1-3,7,9-10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "1-", "-1", "a", "9-2", "22;80", "top-7", "1-99999"})
    void refusesWhatIsNoList(String text) {
        assertThatThrownBy(() -> PortList.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
