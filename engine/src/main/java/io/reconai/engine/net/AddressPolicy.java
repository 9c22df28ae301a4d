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

/// Says which addresses may be talked to: allow-list thinking over IANA's special-purpose registries.
///
/// IPv4 outside every special block; IPv6 only inside 2000::/3 less its special blocks. NAT64's well-known prefix is
/// judged by the address inside it (RFC 6052), as are IPv4-compatible forms (IPv4-mapped ones are IPv4 addresses as
/// soon as Java reads them); 6to4 and Teredo are
/// denied, since what is inside them is reached by relays of strangers. Ranges named by the operator are allowed
/// after unwrapping; ranges that the operator excluded stay forbidden whatever else permits them. Immutable.
public final class AddressPolicy {

    private record Block(CidrRange range, String rule) {}

    private static final List<Block> SPECIAL = readRegistry();
    private static final CidrRange GLOBAL_UNICAST = range("2000::/3");
    private static final CidrRange NAT64 = range("64:ff9b::/96");
    private static final CidrRange COMPATIBLE = range("::/96");
    private static final byte[] ISATAP = {0x00, 0x00, 0x5e, (byte) 0xfe};

    private static final String EXCLUDED = "excluded";

    private final List<CidrRange> allowed;
    private final boolean everything;
    private final List<CidrRange> excluded;

    private AddressPolicy(List<CidrRange> allowed, boolean everything, List<CidrRange> excluded) {
        this.allowed = List.copyOf(allowed);
        this.everything = everything;
        this.excluded = List.copyOf(excluded);
    }

    /// Public addresses only.
    public static AddressPolicy publicOnly() {
        return new AddressPolicy(List.of(), false, List.of());
    }

    /// Public addresses and these ranges.
    public static AddressPolicy allowing(List<CidrRange> ranges) {
        return new AddressPolicy(ranges, false, List.of());
    }

    /// Every address. Has to be spelled out by the operator as `all`.
    public static AddressPolicy allowingAll() {
        return new AddressPolicy(List.of(), true, List.of());
    }

    /// The same policy, in which these ranges are off limits.
    public AddressPolicy excluding(List<CidrRange> ranges) {
        return new AddressPolicy(allowed, everything, ranges);
    }

    /// The rule that forbids an address; empty when it may be talked to.
    public Optional<String> forbids(InetAddress address) {
        var exclusion = excludes(address);
        if (exclusion.isPresent() || everything) {
            return exclusion;
        }
        var unwrapped = unwrap(address);
        if (allowed.stream().anyMatch(range -> range.contains(unwrapped))) {
            return Optional.empty();
        }
        return special(unwrapped);
    }

    /// The rule by which the operator put an address off limits, in whatever form it comes; nothing overrules it.
    public Optional<String> excludes(InetAddress address) {
        if (excluded.isEmpty()) {
            return Optional.empty();
        }
        var unwrapped = unwrap(address);
        return excluded.stream().anyMatch(range -> range.contains(address) || range.contains(unwrapped))
                ? Optional.of(EXCLUDED)
                : Optional.empty();
    }

    private static Optional<String> special(InetAddress address) {
        for (var block : SPECIAL) {
            if (block.range().contains(address)) {
                return Optional.of(block.rule());
            }
        }
        if (address.getAddress().length == 4) {
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
    private static InetAddress unwrap(InetAddress address) {
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
        try (var in = AddressPolicy.class.getResourceAsStream("special-addresses.csv")) {
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
