package io.reconai.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Connects elsewhere than said, as curl's option of that name does: `address:port=address:port`.
///
/// An entry permits exactly its address and port although the policy would forbid them, and nothing else of the
/// address; `address:*=address:port` stands for the address's remaining ports. The lab gives its hosts public-looking
/// addresses this way. Immutable.
public final class ConnectTo {

    private static final int ANY_PORT = 0;

    private final Map<InetSocketAddress, InetSocketAddress> entries;
    private final Set<InetAddress> addresses;

    private ConnectTo(Map<InetSocketAddress, InetSocketAddress> entries) {
        this.entries = Map.copyOf(entries);
        addresses =
                entries.keySet().stream().map(InetSocketAddress::getAddress).collect(Collectors.toUnmodifiableSet());
    }

    /// No entry.
    public static ConnectTo none() {
        return new ConnectTo(Map.of());
    }

    /// Reads `entry,entry,…`, or `@file` with one entry a line; `#` begins a comment.
    ///
    /// @throws IllegalArgumentException with the entry that cannot be read and the form it should have
    public static ConnectTo parse(String text) {
        var entries = new HashMap<InetSocketAddress, InetSocketAddress>();
        for (var line : text.startsWith("@") ? linesOf(Path.of(text.substring(1))) : List.of(text.split(",", -1))) {
            var entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                var sides = entry.split("=", -1);
                if (sides.length != 2) {
                    throw unreadable(entry);
                }
                var from = from(sides[0]).orElseThrow(() -> unreadable(entry));
                var to = IpAddresses.parseEndpoint(sides[1], ANY_PORT)
                        .filter(endpoint -> endpoint.getPort() != ANY_PORT)
                        .orElseThrow(() -> unreadable(entry));
                entries.put(from, to);
            }
        }
        return new ConnectTo(entries);
    }

    /// Where to connect instead; empty when no entry speaks of this address and port.
    public Optional<InetSocketAddress> target(InetAddress address, int port) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var exact = entries.get(new InetSocketAddress(address, port));
        return Optional.ofNullable(exact != null ? exact : entries.get(new InetSocketAddress(address, ANY_PORT)));
    }

    /// True when some entry speaks of the address.
    public boolean knows(InetAddress address) {
        return addresses.contains(address);
    }

    /// True when there is no entry at all.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    private static Optional<InetSocketAddress> from(String text) {
        if (!text.endsWith(":*")) {
            return IpAddresses.parseEndpoint(text, ANY_PORT).filter(endpoint -> endpoint.getPort() != ANY_PORT);
        }
        var host = text.substring(0, text.length() - 2);
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return IpAddresses.parse(bare).map(address -> new InetSocketAddress(address, ANY_PORT));
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", unreadable);
        }
    }

    private static IllegalArgumentException unreadable(String entry) {
        return new IllegalArgumentException(
                io.reconai.engine.asset.Text.quoted(entry)
                        + " is not an entry; expected address:port=address:port or address:*=address:port, comma-separated, or @file");
    }
}
