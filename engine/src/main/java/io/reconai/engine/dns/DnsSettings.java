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
/// @param firstTimeout how long the first packet is waited for while no round trip has been measured
/// @param rate questions a second that one resolver is asked at most; 0 for the default, which is 5,000 for a resolver
///     on the internet and no limit but its own speed for one in our network
public record DnsSettings(List<InetSocketAddress> resolvers, Duration firstTimeout, int rate) {

    private static final int DNS_PORT = 53;

    /// Loss of one packet in two leaves less than one name in a hundred unanswered after six tries (two packets a try).
    private static final int SWEEP_TRIES = 8;

    private static final int PUBLIC_RATE = 5_000;

    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("at least one resolver is needed");
        }
    }

    /// Half a second for the first try.
    public static DnsSettings of(List<InetSocketAddress> resolvers, int rate) {
        return new DnsSettings(resolvers, Duration.ofMillis(500), rate);
    }

    /// Packets for one of many names: they cost little, and nobody waits for a single one of them.
    int sweepTries() {
        return SWEEP_TRIES;
    }

    /// What one resolver is asked a second at most; 0 for no limit.
    int questionsPerSecond(InetSocketAddress resolver) {
        var address = resolver.getAddress();
        var isOurs = address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress();
        return rate > 0 || isOurs ? rate : PUBLIC_RATE;
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
