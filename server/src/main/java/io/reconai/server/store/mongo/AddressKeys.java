package io.reconai.server.store.mongo;

import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.bson.Document;

/// IP addresses as texts that sort as the addresses do, so that a network is a range: `4` or `6`, then the octets in
/// hexadecimal digits.
final class AddressKeys {

    private static final int IPV4_OCTETS = 4;

    private AddressKeys() {}

    /// Of those texts that are addresses.
    static List<String> of(List<String> addresses) {
        return addresses.stream()
                .flatMap(text -> IpAddresses.parse(text).stream())
                .map(InetAddress::getAddress)
                .map(AddressKeys::text)
                .distinct()
                .toList();
    }

    /// One address at least lies in the network.
    static Document in(CidrRange network) {
        var first = network.prefix().getAddress();
        var last = first.clone();
        for (var bit = network.length(); bit < last.length * Byte.SIZE; bit++) {
            last[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        // Without $elemMatch one address could be above the first and another below the last.
        return new Document("$elemMatch", new Document("$gte", text(first)).append("$lte", text(last)));
    }

    private static String text(byte[] octets) {
        return (octets.length == IPV4_OCTETS ? "4" : "6") + HexFormat.of().formatHex(octets);
    }
}
