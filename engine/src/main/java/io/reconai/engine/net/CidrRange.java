package io.reconai.engine.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// A range of addresses in CIDR form (RFC 4632), such as `10.0.0.0/8` or `fd00::/8`.
///
/// @param prefix the leading bits; those beyond `length` are zero
/// @param length how many bits count, 0 to 32 or 0 to 128
public record CidrRange(InetAddress prefix, int length) {

    public CidrRange {
        var octets = prefix.getAddress();
        if (length < 0 || length > octets.length * 8) {
            throw new IllegalArgumentException("no such prefix length: " + length);
        }
        prefix = IpAddresses.of(masked(octets, length));
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
        var octets = address.getAddress();
        var own = prefix.getAddress();
        if (octets.length != own.length) {
            return false;
        }
        var at = Arrays.mismatch(octets, own);
        return at < 0 || at * 8 + Integer.numberOfLeadingZeros((octets[at] ^ own[at]) & 0xff) - 24 >= length;
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
