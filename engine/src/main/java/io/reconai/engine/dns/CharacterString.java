package io.reconai.engine.dns;

/// Presentation forms of a character-string (RFC 1035 §5.1): what would end it or hide in it is escaped.
final class CharacterString {

    private CharacterString() {}

    /// Without quotes: space, quote, comma, semicolon and parentheses are written as `\DDD`.
    static String bare(byte[] octets) {
        var text = new StringBuilder(octets.length);
        for (var octet : octets) {
            if (" \",;()\\".indexOf(octet) >= 0) {
                decimal(text, octet);
            } else {
                append(text, octet);
            }
        }
        return text.toString();
    }

    /// In quotes: a quote or backslash inside is written behind a backslash.
    static String quoted(byte[] octets) {
        var text = new StringBuilder(octets.length + 2).append('"');
        for (var octet : octets) {
            if (octet == '"' || octet == '\\') {
                text.append('\\');
            }
            append(text, octet);
        }
        return text.append('"').toString();
    }

    private static void append(StringBuilder text, byte octet) {
        if (octet >= ' ' && octet < 127) {
            text.append((char) octet);
        } else {
            decimal(text, octet);
        }
    }

    private static void decimal(StringBuilder text, byte octet) {
        var value = octet & 0xff;
        text.append('\\')
                .append((char) ('0' + value / 100))
                .append((char) ('0' + value / 10 % 10))
                .append((char) ('0' + value % 10));
    }
}
