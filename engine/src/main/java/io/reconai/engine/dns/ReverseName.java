package io.reconai.engine.dns;

import java.net.InetAddress;

/// The name under which an address's PTR record stands.
public final class ReverseName {

    private ReverseName() {}

    /// `4.3.2.1.in-addr.arpa` (RFC 1035 §3.5), or 32 nibbles below `ip6.arpa` (RFC 3596 §2.5).
    public static String of(InetAddress address) {
        var octets = address.getAddress();
        var name = new StringBuilder(80);
        for (var i = octets.length - 1; i >= 0; i--) {
            var octet = octets[i] & 0xff;
            if (octets.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 15, 16)).append('.');
                name.append(Character.forDigit(octet >> 4, 16)).append('.');
            }
        }
        return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }
}
