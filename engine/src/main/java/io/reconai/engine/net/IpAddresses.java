package io.reconai.engine.net;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// IP addresses as text: read strictly, written as in RFC 5952. No name is ever looked up here.
public final class IpAddresses {

    private static final int IPV4_OCTETS = 4;

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}|[0-9a-fA-F:]{2,30}[0-9.]{7,15}");

    private IpAddresses() {}

    /// The address, or empty when the text is none. Zone ids (`%eth0`) are refused.
    public static Optional<InetAddress> parse(String text) {
        if (text.isEmpty() || Character.digit(text.charAt(0), 16) < 0 && text.charAt(0) != ':') {
            return Optional.empty(); // a name, as most texts are
        }
        if (text.indexOf(':') < 0) {
            return parseIpv4(text);
        }
        return IPV6.matcher(text).matches() && InetAddresses.isInetAddress(text)
                ? Optional.of(InetAddresses.forString(text))
                : Optional.empty();
    }

    /// Four decimal parts without leading zeros; octal, hexadecimal and short forms mean other addresses elsewhere. By
    /// hand: addresses are read all the time.
    private static Optional<InetAddress> parseIpv4(String text) {
        var octets = new byte[IPV4_OCTETS];
        var part = 0;
        var digits = 0;
        var value = 0;
        for (var i = 0; i <= text.length(); i++) {
            var c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || part == IPV4_OCTETS) {
                    return Optional.empty();
                }
                octets[part++] = (byte) value;
                digits = 0;
                value = 0;
            } else {
                var isLeadingZero = digits == 1 && value == 0;
                value = value * 10 + c - '0';
                digits++;
                if (c < '0' || c > '9' || isLeadingZero || value > 255) {
                    return Optional.empty();
                }
            }
        }
        return part == IPV4_OCTETS ? Optional.of(of(octets)) : Optional.empty();
    }

    /// `ip:port`, `[ip6]:port` or an address alone with the default port.
    public static Optional<InetSocketAddress> parseEndpoint(String text, int defaultPort) {
        var plain = parse(text);
        if (plain.isPresent()) {
            return plain.map(address -> new InetSocketAddress(address, defaultPort));
        }
        var colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        var host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return Optional.empty();
        }
        return endpoint(host, parsePort(text.substring(colon + 1)));
    }

    private static Optional<InetSocketAddress> endpoint(String host, Optional<Integer> port) {
        return port.flatMap(number -> parse(host).map(address -> new InetSocketAddress(address, number)));
    }

    static Optional<Integer> parsePort(String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            return Optional.empty();
        }
        var port = Integer.parseInt(text);
        return port <= 65_535 ? Optional.of(port) : Optional.empty();
    }

    /// The text of RFC 5952, without a zone id.
    public static String text(InetAddress address) {
        return InetAddresses.toAddrString(withoutScope(address));
    }

    /// `ip:port` or `[ip6]:port`.
    public static String text(InetSocketAddress endpoint) {
        var address = endpoint.getAddress();
        return address instanceof Inet4Address
                ? text(address) + ":" + endpoint.getPort()
                : "[" + text(address) + "]:" + endpoint.getPort();
    }

    static InetAddress of(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length, wrongLength);
        }
    }

    private static InetAddress withoutScope(InetAddress address) {
        return of(address.getAddress());
    }
}
