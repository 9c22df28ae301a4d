package io.reconai.engine.dns;

import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// Presentation form of SVCB and HTTPS records (RFC 9460 §2.1): `1 . alpn=h2,h3 ipv4hint=203.0.113.7`.
///
/// The keys that are registered have their names and forms; of others the value is shown in hex.
final class ServiceBindingText {

    private static final List<String> KEYS =
            List.of("mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint");

    private ServiceBindingText() {}

    static String read(WireReader reader, int end) throws MalformedMessageException {
        var text = new StringBuilder().append(reader.uint16()).append(' ').append(reader.name());
        while (reader.position() < end) {
            var key = reader.uint16();
            var length = reader.uint16();
            var valueEnd = reader.position() + length;
            if (valueEnd > end) {
                throw new MalformedMessageException("a parameter reaches beyond its record");
            }
            var value = value(reader, key, valueEnd);
            reader.seek(valueEnd);
            text.append(' ').append(name(key)).append(value.isEmpty() ? "" : "=" + value);
        }
        return text.toString();
    }

    private static String name(int key) {
        return key < KEYS.size() ? KEYS.get(key) : "key" + key;
    }

    private static String value(WireReader reader, int key, int end) throws MalformedMessageException {
        var parts = new ArrayList<String>();
        while (reader.position() < end) {
            parts.add(
                    switch (key) {
                        case 0 -> name(reader.uint16());
                        case 1 -> reader.text(reader.octet());
                        case 3 -> String.valueOf(reader.uint16());
                        case 4 -> address(reader.octets(4));
                        case 5 -> Base64.getEncoder().encodeToString(reader.octets(end - reader.position()));
                        case 6 -> address(reader.octets(16));
                        default -> HexFormat.of().formatHex(reader.octets(end - reader.position()));
                    });
        }
        return String.join(",", parts);
    }

    private static String address(byte[] octets) throws MalformedMessageException {
        try {
            return IpAddresses.text(InetAddress.getByAddress(octets));
        } catch (UnknownHostException impossible) {
            throw new MalformedMessageException("an address of " + octets.length + " octets");
        }
    }
}
