package io.reconai.engine.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How questions are asked.
///
/// @param resolvers recursive resolvers, asked in turn; at least one
/// @param tries packets sent for one question before it counts as unanswered
/// @param firstTimeout how long the first packet is waited for while no round trip has been measured
public record DnsSettings(List<InetSocketAddress> resolvers, int tries, Duration firstTimeout) {

    private static final int DNS_PORT = 53;

    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("at least one resolver is needed");
        }
    }

    /// Three tries; a second for the first.
    public static DnsSettings of(List<InetSocketAddress> resolvers) {
        return new DnsSettings(resolvers, 3, Duration.ofSeconds(1));
    }

    /// The resolvers of `/etc/resolv.conf`; the local host's where there is none.
    public static List<InetSocketAddress> systemResolvers() {
        try {
            var found = Files.readAllLines(Path.of("/etc/resolv.conf")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("nameserver"))
                    .map(line -> line.substring("nameserver".length()).strip())
                    .map(io.reconai.engine.net.IpAddresses::parse)
                    .flatMap(Optional::stream)
                    .map(address -> new InetSocketAddress(address, DNS_PORT))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException unreadable) {
            // No such file on this system; the local host is what a resolver library would try then.
        }
        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), DNS_PORT));
    }
}
