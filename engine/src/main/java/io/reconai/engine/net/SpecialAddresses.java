package io.reconai.engine.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The addresses that are not globally reachable, by IANA's special-purpose registries (RFC 6890).
///
/// IPv4 outside every special block is; IPv6 only inside 2000::/3 less its special blocks. Read when first asked.
final class SpecialAddresses {

    private record Block(CidrRange range, String rule) {}

    private static final List<Block> SPECIAL = readRegistry();
    private static final CidrRange GLOBAL_UNICAST = range("2000::/3");
    private static final CidrRange NAT64 = range("64:ff9b::/96");
    private static final CidrRange COMPATIBLE = range("::/96");
    private static final byte[] ISATAP = {0x00, 0x00, 0x5e, (byte) 0xfe};

    private SpecialAddresses() {}

    /// The name of the block that an unwrapped address lies in; empty when it is globally reachable.
    static Optional<String> rule(InetAddress address) {
        var octets = address.getAddress();
        for (var block : SPECIAL) {
            if (block.range().contains(octets)) {
                return Optional.of(block.rule());
            }
        }
        if (octets.length == 4) {
            return Optional.empty();
        }
        if (!GLOBAL_UNICAST.contains(address)) {
            return Optional.of(notGlobal(address));
        }
        return isIsatap(address) ? Optional.of("isatap") : Optional.empty();
    }

    /// Names the best known of the blocks outside global unicast; anything else there is reserved.
    private static String notGlobal(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return "loopback";
        }
        if (address.isAnyLocalAddress()) {
            return "this-network";
        }
        if (address.isLinkLocalAddress()) {
            return "link-local";
        }
        if (address.isMulticastAddress()) {
            return "multicast";
        }
        return (address.getAddress()[0] & 0xfe) == 0xfc ? "private" : "not-global-unicast";
    }

    /// The address that would really be reached.
    static InetAddress unwrapped(InetAddress address) {
        var octets = address.getAddress();
        if (octets.length != 16) {
            return address;
        }
        var isCompatible = COMPATIBLE.contains(address) && !address.isLoopbackAddress() && !address.isAnyLocalAddress();
        if (NAT64.contains(address) || isCompatible) {
            return IpAddresses.of(Arrays.copyOfRange(octets, 12, 16));
        }
        return address;
    }

    private static boolean isIsatap(InetAddress address) {
        var octets = address.getAddress();
        return (octets[8] & 0xfd) == 0 && Arrays.equals(octets, 9, 12, ISATAP, 1, 4);
    }

    private static CidrRange range(String text) {
        return CidrRange.parse(text).orElseThrow(() -> new IllegalStateException("not a range: " + text));
    }

    private static List<Block> readRegistry() {
        try (var in = SpecialAddresses.class.getResourceAsStream("special-addresses.csv")) {
            if (in == null) {
                throw new IllegalStateException("special-addresses.csv is missing from the build");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .map(cells -> new Block(range(cells[0]), cells[1]))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("special-addresses.csv cannot be read", broken);
        }
    }
}
