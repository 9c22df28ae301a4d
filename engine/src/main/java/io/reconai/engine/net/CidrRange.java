package io.reconai.engine.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// A range of addresses in CIDR form (RFC 4632), such as `10.0.0.0/8` or `fd00::/8`. Immutable.
public final class CidrRange {

    private final InetAddress prefix;
    private final int length;

    /// Those of the prefix, which would be copied each time that an address is compared.
    private final byte[] octets;

    /// @throws IllegalArgumentException when an address has no so many bits
    public CidrRange(InetAddress address, int length) {
        var given = address.getAddress();
        if (length < 0 || length > given.length * 8) {
            throw new IllegalArgumentException("no such prefix length: " + length);
        }
        this.length = length;
        prefix = IpAddresses.of(masked(given, length));
        octets = prefix.getAddress();
    }

    /// `address/length`, or an address alone, which stands for itself.
    public static Optional<CidrRange> parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            return IpAddresses.parse(text).map(address -> new CidrRange(address, address.getAddress().length * 8));
        }
        if (!text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
            return Optional.empty();
        }
        var length = Integer.parseInt(text.substring(slash + 1));
        return IpAddresses.parse(text.substring(0, slash))
                .filter(address -> length <= address.getAddress().length * 8)
                .map(address -> new CidrRange(address, length));
    }

    /// True for an address of the same family whose leading bits are this range's.
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    /// The same of an address's octets, for those who look through many ranges.
    public boolean contains(byte[] address) {
        if (address.length != octets.length) {
            return false;
        }
        var at = Arrays.mismatch(address, octets);
        return at < 0 || at * 8 + Integer.numberOfLeadingZeros((address[at] ^ octets[at]) & 0xff) - 24 >= length;
    }

    /// The leading bits; those beyond [#length] are zero.
    public InetAddress prefix() {
        return prefix;
    }

    /// How many bits count, 0 to 32 or 0 to 128.
    public int length() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrRange range && range.length == length && range.prefix.equals(prefix);
    }

    @Override
    public int hashCode() {
        return 31 * prefix.hashCode() + length;
    }

    private static byte[] masked(byte[] octets, int length) {
        var result = octets.clone();
        for (var i = 0; i < result.length; i++) {
            var bits = Math.clamp(length - i * 8, 0, 8);
            result[i] &= (byte) (0xff << (8 - bits));
        }
        return result;
    }

    @Override
    public String toString() {
        return IpAddresses.text(prefix) + "/" + length;
    }
}
