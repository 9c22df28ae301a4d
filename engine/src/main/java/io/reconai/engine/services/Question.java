package io.reconai.engine.services;

import java.util.Set;

/// Harmless bytes that make one kind of service say who it is.
///
/// @param ports where it is asked first
/// @param bytes one character each (ISO 8859-1); `{host}` and `{agent}` stand for the host's and our own name
record Question(String name, Set<Integer> ports, String bytes) {

    /// A kilobyte is all that an open port is sent.
    private static final int MAX_BYTES = 1_024;

    Question {
        ports = Set.copyOf(ports);
        if (bytes.length() > MAX_BYTES) {
            throw new IllegalArgumentException("question " + name + " has more than " + MAX_BYTES + " bytes");
        }
    }

    /// Reads the notation of `questions.txt`: octets as hexadecimal pairs, `'text'` with `\r`, `\n`, `\0`, and `00*56`
    /// for an octet many times.
    ///
    /// @throws IllegalArgumentException when it cannot be read
    static String bytes(String notation) {
        var out = new StringBuilder();
        for (var i = 0; i < notation.length(); ) {
            if (notation.charAt(i) == ' ') {
                i++;
            } else if (notation.charAt(i) == '\'') {
                var end = notation.indexOf('\'', i + 1);
                out.append(unescaped(notation.substring(i + 1, end)));
                i = end + 1;
            } else {
                var end = notation.indexOf(' ', i) < 0 ? notation.length() : notation.indexOf(' ', i);
                var parts = notation.substring(i, end).split("\\*", 2);
                var octet = String.valueOf((char) Integer.parseInt(parts[0], 16));
                out.append(octet.repeat(parts.length == 2 ? Integer.parseInt(parts[1]) : 1));
                i = end;
            }
        }
        return out.toString();
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }
}
