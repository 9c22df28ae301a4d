package io.reconai.engine.dns;

import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Presentation form of SVCB and HTTPS records (RFC 9460 §2.1): `1 . alpn=h2,h3 ipv4hint=203.0.113.7`.
///
/// Registered keys have their names and forms, others are `key667=text`. Whatever octets a value holds, it does not
/// read as another value or key: what separates those is escaped. A list of keys out of order, or a value that is not
/// of its key's form, makes the record malformed (§2.2).
final class ServiceBindingText {

    /// By number; RFC 9460 §14.3.2, RFC 9461 and RFC 9540.
    private static final List<String> KEYS =
            List.of("mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp");

    private ServiceBindingText() {}

    static String read(WireReader reader, int end) throws MalformedMessageException {
        var text = new StringBuilder().append(reader.uint16()).append(' ').append(reader.name());
        var before = -1;
        while (reader.position() < end) {
            var key = reader.uint16();
            var length = reader.uint16();
            var valueEnd = reader.position() + length;
            if (valueEnd > end || key <= before) {
                throw new MalformedMessageException(name(key) + " reaches beyond its record or is out of order");
            }
            before = key;
            var value = value(reader, key, valueEnd);
            if (reader.position() != valueEnd) {
                throw new MalformedMessageException(name(key) + " of " + length + " octets");
            }
            text.append(' ').append(name(key)).append(value.isEmpty() ? "" : "=" + value);
        }
        return text.toString();
    }

    private static String name(int key) {
        return key < KEYS.size() ? KEYS.get(key) : "key" + key;
    }

    private static String value(WireReader reader, int key, int end) throws MalformedMessageException {
        return switch (key) {
            case 2, 8 -> "";
            case 3 -> String.valueOf(reader.uint16());
            case 5 -> Base64.getEncoder().encodeToString(reader.octets(end - reader.position()));
            case 0, 1, 4, 6 -> list(reader, key, end);
            default -> CharacterString.bare(reader.octets(end - reader.position()));
        };
    }

    private static String list(WireReader reader, int key, int end) throws MalformedMessageException {
        var parts = new ArrayList<String>();
        do {
            parts.add(
                    switch (key) {
                        case 0 -> name(reader.uint16());
                        case 1 -> protocol(reader);
                        case 4 -> address(reader.octets(4));
                        default -> address(reader.octets(16));
                    });
        } while (reader.position() < end);
        return String.join(",", parts);
    }

    private static String protocol(WireReader reader) throws MalformedMessageException {
        var length = reader.octet();
        if (length == 0) {
            throw new MalformedMessageException("a protocol without a name");
        }
        return CharacterString.bare(reader.octets(length));
    }

    private static String address(byte[] octets) throws MalformedMessageException {
        try {
            return IpAddresses.text(InetAddress.getByAddress(octets));
        } catch (UnknownHostException impossible) {
            throw new MalformedMessageException("an address of " + octets.length + " octets");
        }
    }
}
