package io.reconai.engine.net;

import java.net.InetAddress;
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

    private static final String EXCLUDED = "excluded";

    private static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(List.of(), false, List.of());

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
        return PUBLIC_ONLY;
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
        var unwrapped = SpecialAddresses.unwrapped(address);
        if (allowed.stream().anyMatch(range -> range.contains(unwrapped))) {
            return Optional.empty();
        }
        return SpecialAddresses.rule(unwrapped);
    }

    /// The rule by which the operator put an address off limits, in whatever form it comes; nothing overrules it.
    public Optional<String> excludes(InetAddress address) {
        if (excluded.isEmpty()) {
            return Optional.empty();
        }
        var unwrapped = SpecialAddresses.unwrapped(address);
        return excluded.stream().anyMatch(range -> range.contains(address) || range.contains(unwrapped))
                ? Optional.of(EXCLUDED)
                : Optional.empty();
    }
}
