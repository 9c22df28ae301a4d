package io.reconai.engine.dns;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/// Presentation forms of the records that sign and deny (RFC 4034 §3.2 and §4.2, RFC 5155 §3.3 and §4.3).
final class DnssecText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int MOST_WINDOW_OCTETS = 32;
    private static final String BASE32_HEX = "0123456789abcdefghijklmnopqrstuv";

    private DnssecText() {}

    /// `A 13 3 300 20260301093000 20260129083000 12345 acme.test base64`
    static String rrsig(WireReader reader, int end) throws MalformedMessageException {
        var covered = RecordType.text(reader.uint16());
        var text = new StringBuilder(covered)
                .append(' ')
                .append(reader.octet())
                .append(' ')
                .append(reader.octet())
                .append(' ')
                .append(reader.uint32())
                .append(' ')
                .append(TIME.format(Instant.ofEpochSecond(reader.uint32())))
                .append(' ')
                .append(TIME.format(Instant.ofEpochSecond(reader.uint32())))
                .append(' ')
                .append(reader.uint16())
                .append(' ')
                .append(reader.name())
                .append(' ');
        return text.append(Base64.getEncoder().encodeToString(reader.octets(end - reader.position())))
                .toString();
    }

    /// `1 0 0 - 2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG`
    static String nsec3(WireReader reader, int end) throws MalformedMessageException {
        var parameters = nsec3Parameters(reader);
        return parameters + " " + base32(reader.octets(reader.octet())) + types(reader, end);
    }

    /// `1 0 0 -`
    static String nsec3Parameters(WireReader reader) throws MalformedMessageException {
        var start = reader.octet() + " " + reader.octet() + " " + reader.uint16();
        var salt = reader.octets(reader.octet());
        return start + " "
                + (salt.length == 0 ? "-" : HexFormat.of().withUpperCase().formatHex(salt));
    }

    /// The types of a bitmap (RFC 4034 §4.1.2), each behind a space.
    static String types(WireReader reader, int end) throws MalformedMessageException {
        var text = new StringBuilder();
        var before = -1;
        while (reader.position() < end) {
            var window = reader.octet() << 8;
            var octets = reader.octets(reader.octet());
            if (octets.length == 0 || octets.length > MOST_WINDOW_OCTETS) {
                throw new MalformedMessageException("a type bitmap of " + octets.length + " octets");
            }
            if (window <= before) {
                throw new MalformedMessageException("type bitmaps out of order");
            }
            before = window;
            for (var bit = 0; bit < octets.length * 8; bit++) {
                if ((octets[bit / 8] & 0x80 >> bit % 8) != 0) {
                    text.append(' ').append(RecordType.text(window | bit));
                }
            }
        }
        return text.toString();
    }

    /// Base 32 with the extended hex alphabet, without padding (RFC 4648 §7).
    private static String base32(byte[] octets) {
        var text = new StringBuilder();
        var bits = 0;
        var value = 0;
        for (var octet : octets) {
            value = value << 8 | octet & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32_HEX.charAt(value >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32_HEX.charAt(value << (5 - bits) & 31));
        }
        return text.toString();
    }
}
