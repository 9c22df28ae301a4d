package io.reconai.engine.ports;

import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// Tries TCP ports by full connects, many at once, on a few event loops for all hosts.
///
/// A port is filtered only after two silent tries, the second later and longer; what went wrong on our side is
/// `FAILED` and never counted as filtered. Waiting is for virtual threads. Safe for use by many threads.
public final class PortScanner implements AutoCloseable {

    /// Well below the usual limit of open files, which the rest of a scan shares.
    private static final int SOCKETS_AT_ONCE = 2_000;

    /// A connect is mostly the kernel's work, so that loops help as far as there are processors; more than this would
    /// take them from everything else.
    private static final int MOST_LOOPS = 4;

    private static final int IPV4_PREFIX_BYTES = 3;
    private static final int IPV6_PREFIX_BYTES = 8;

    private final List<ScanLoop> loops = new ArrayList<>();
    private final Map<String, Network> networks = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Starts the event loops.
    public PortScanner(Dialer dialer) throws IOException {
        var count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_LOOPS);
        for (var i = 0; i < count; i++) {
            loops.add(new ScanLoop(dialer, SOCKETS_AT_ONCE / count));
        }
    }

    /// Tries ports of one address.
    ///
    /// @return one answer for each port, in no order; those that the deadline cut off are `FAILED`
    public List<PortAnswer> scan(InetAddress address, PortList ports, Deadline deadline) throws InterruptedException {
        var prefix = prefix(address);
        var job = new HostJob(address, ports, networks.computeIfAbsent(prefix, _ -> new Network()), deadline);
        if (closed) {
            job.giveUp("the scanner is closed");
            job.complete();
        } else {
            // A network keeps to one loop, which alone counts what is in flight there.
            loops.get(Math.floorMod(prefix.hashCode(), loops.size())).submit(job);
        }
        try {
            return job.done.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the event loop completes every job", impossible);
        }
    }

    @Override
    public void close() {
        closed = true;
        loops.forEach(ScanLoop::close);
    }

    /// The /24 of an IPv4 address, the /64 of an IPv6 address.
    private static String prefix(InetAddress address) {
        var length = address instanceof Inet4Address ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES;
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), length));
    }
}
