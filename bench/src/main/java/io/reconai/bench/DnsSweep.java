package io.reconai.bench;

import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsSettings;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The engine's sweep and nothing else, in a process of its own; started by [DnsBenchmark].
///
/// Prints seconds of the sweep, names asked, answered and found.
final class DnsSweep {

    private DnsSweep() {}

    /// @param arguments port of the server on loopback, domain, word list
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var suffix = "." + arguments[1];
        var found = new AtomicInteger();
        try (var client = new DnsClient(DnsSettings.of(List.of(server), 0), new Dialer(DialerSettings.defaults()));
                var words = Files.lines(Path.of(arguments[2]))) {
            var began = System.nanoTime();
            var result = client.sweep(
                    words.map(word -> word + suffix).iterator(), RecordType.A, _ -> found.incrementAndGet());
            var seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0;
            System.out.println(seconds + " " + result.asked() + " " + result.answered() + " " + found);
        }
    }
}
