package io.reconai.server.http;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Opaque ids: a prefix, `_` and 26 characters of `[0-9a-z]`.
///
/// Those made by [#next] begin with the time, as a UUID of version 7 does (RFC 9562 §5.7), and have 87 bits of chance:
/// what is made together lies together in every index, so that a scan's hosts are written in few places.
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RADIX = 36;

    /// Milliseconds since 1970 in base 36, enough for more than a thousand years.
    private static final int TIME_LENGTH = 9;

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// Below it each letter stands for as many octets as any other.
    private static final int EVEN = 256 / RADIX * RADIX;

    /// Octets for those that are not below it, one of 64.
    private static final int SPARE = 4;

    /// Of what follows the prefix.
    public static final int LENGTH = 26;

    private Ids() {}

    /// A new id, such as `scn_…`, after all that were made in earlier milliseconds.
    public static String next(String prefix) {
        var time = last(TIME_LENGTH, Long.toString(System.currentTimeMillis(), RADIX));
        return of(prefix, time + random(LENGTH - TIME_LENGTH));
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
            return of(prefix, last(LENGTH, letters));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// As many of the last letters, after zeros where there are fewer.
    private static String last(int count, String letters) {
        return "0".repeat(count).concat(letters).substring(letters.length());
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
