package io.reconai.server.http;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Opaque ids: a prefix, `_` and 26 characters of `[0-9a-z]` (134 bits of chance).
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RADIX = 36;
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    /// Of what follows the prefix.
    public static final int LENGTH = 26;

    private Ids() {}

    /// A new id, such as `scn_…`.
    public static String next(String prefix) {
        return of(prefix, random(LENGTH));
    }

    /// The id that belongs to a seed of [#LENGTH] characters.
    public static String of(String prefix, String seed) {
        return prefix + "_" + seed;
    }

    /// The id that follows from a cause: who does the same again makes the same.
    public static String from(String prefix, String... cause) {
        try {
            var text = String.join("\n", cause);
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            var letters = new BigInteger(1, digest).toString(RADIX);
            return of(prefix, "0".repeat(LENGTH).concat(letters).substring(letters.length()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
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
