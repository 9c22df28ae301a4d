package io.reconai.bench;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.ports.PortScanner;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/// The engine's port scanner as a program of its own, for comparison with others: `127.0.x.1` for every x.
final class PortScan {

    private static final int ADDRESSES = 256;
    private static final int UNLIMITED_PER_SECOND = 10_000_000;

    private PortScan() {}

    /// Prints `address:port` for each open port.
    ///
    /// @param arguments the ports
    public static void main(String[] arguments) throws Exception {
        var ports = PortList.parse(arguments[0]);
        var settings =
                new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), UNLIMITED_PER_SECOND, ADDRESSES);
        try (var scanner = new PortScanner(new Dialer(settings));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var last = 0; last < ADDRESSES; last++) {
                var address = InetAddress.ofLiteral("127.0." + last + ".1");
                threads.submit(() -> scan(scanner, address, ports));
            }
        }
    }

    private static Void scan(PortScanner scanner, InetAddress address, PortList ports) throws InterruptedException {
        var found = new StringBuilder();
        for (var answer : scanner.scan(address, ports, Deadline.in(Duration.ofMinutes(5)))) {
            if (answer.state() == PortState.OPEN) {
                found.append(address.getHostAddress())
                        .append(':')
                        .append(answer.port())
                        .append('\n');
            }
        }
        System.out.print(found);
        return null;
    }
}
