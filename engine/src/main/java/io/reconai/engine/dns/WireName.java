package io.reconai.engine.dns;

import io.reconai.engine.asset.Text;
import java.io.ByteArrayOutputStream;

/// Writes a name as labels with their lengths (RFC 1035 §3.1); the counterpart of [WireReader#name()].
final class WireName {

    private static final int MAX_NAME = 255;
    private static final int MAX_LABEL = 63;

    private WireName() {}

    /// Encodes a name in the form in which names are read: lower case, no final dot, the root `.`, other octets `\DDD`.
    ///
    /// @throws IllegalArgumentException for what is no such name
    static byte[] encode(String name) {
        var out = new ByteArrayOutputStream(name.length() + 2);
        if (!name.equals(".")) {
            for (var label : name.split("\\.", -1)) {
                var octets = octets(label, name);
                if (octets.length == 0 || octets.length > MAX_LABEL) {
                    throw noName(name);
                }
                out.write(octets.length);
                out.writeBytes(octets);
            }
        }
        out.write(0);
        if (out.size() > MAX_NAME) {
            throw noName(name);
        }
        return out.toByteArray();
    }

    private static byte[] octets(String label, String name) {
        var out = new ByteArrayOutputStream(label.length());
        for (var i = 0; i < label.length(); i++) {
            var letter = label.charAt(i);
            if (letter == '\\') {
                out.write(escaped(label, i + 1, name));
                i += 3;
            } else if (letter > ' ' && letter < 127 && (letter < 'A' || letter > 'Z')) {
                out.write(letter);
            } else {
                throw noName(name);
            }
        }
        return out.toByteArray();
    }

    private static int escaped(String label, int from, String name) {
        var octet = 0;
        for (var i = from; i < from + 3; i++) {
            if (i >= label.length() || label.charAt(i) < '0' || label.charAt(i) > '9') {
                throw noName(name);
            }
            octet = octet * 10 + label.charAt(i) - '0';
        }
        if (octet > 255 || (octet >= 'A' && octet <= 'Z')) {
            throw noName(name);
        }
        return octet;
    }

    private static IllegalArgumentException noName(String name) {
        return new IllegalArgumentException("not a DNS name in lower case: " + Text.quoted(name));
    }
}
