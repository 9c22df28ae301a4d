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

    /// Below it each letter stands for as many octets as any other.
    private static final int EVEN = 256 / RADIX * RADIX;

    /// Octets for those that are not below it, one of 64.
    private static final int SPARE = 4;

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
        var octets = new byte[length + SPARE];
        while (text.length() < length) {
            RANDOM.nextBytes(octets); // at once: every request has an id, and the generator takes long to ask
            for (var i = 0; i < octets.length && text.length() < length; i++) {
                var octet = octets[i] & 0xff;
                if (octet < EVEN) {
                    text.append(ALPHABET.charAt(octet % RADIX));
                }
            }
        }
        return text.toString();
    }
}
