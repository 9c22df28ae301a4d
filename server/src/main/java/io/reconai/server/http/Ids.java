package io.reconai.server.http;

import java.security.SecureRandom;

/// Opaque ids: a prefix, `_` and 26 characters of `[0-9a-z]` (134 bits of chance).
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 26;

    private Ids() {}

    /// A new id, such as `scn_…`.
    public static String next(String prefix) {
        return prefix + "_" + random(LENGTH);
    }

    /// A secret of the same letters.
    public static String random(int length) {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
