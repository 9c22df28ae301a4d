package io.reconai.engine.dns;

import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name under which an address's PTR record stands.
public final class ReverseName {

    private ReverseName() {}

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.in-addr\\.arpa");
    private static final Pattern IPV6 = Pattern.compile("((?:[0-9a-f]\\.){32})ip6\\.arpa");

    /// The address whose PTR record stands under a name; empty for any other name.
    public static Optional<InetAddress> address(String name) {
        var four = IPV4.matcher(name);
        if (four.matches()) {
            return IpAddresses.parse(four.group(4) + "." + four.group(3) + "." + four.group(2) + "." + four.group(1));
        }
        var six = IPV6.matcher(name);
        if (!six.matches()) {
            return Optional.empty();
        }
        var nibbles = new StringBuilder(six.group(1).replace(".", "")).reverse().toString();
        return IpAddresses.parse(String.join(":", nibbles.split("(?<=\\G.{4})")));
    }

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
