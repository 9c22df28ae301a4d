package io.reconai.engine.asset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The stable id of a finding: `fnd_` and 26 characters `[0-9a-z]` made of SHA-256 over its key.
public final class FindingId {

    private static final String PREFIX = "fnd_";
    private static final int LENGTH = 26;
    private static final int BASE = 36;
    private static final int DIGITS_AT_ONCE = 5;
    private static final long DIVISOR = 60_466_176; // 36 to the fifth

    private FindingId() {}

    /// @return the same text for the same check, asset and location, in every scan
    public static String of(String checkId, String asset, String location) {
        // Base 36 of 256 bits has 49 or 50 digits; the last 26 hold 134 bits.
        return PREFIX + lastDigits(sha256(checkId + "\n" + asset + "\n" + location));
    }

    /// The last digits of a number in base 36. A host has dozens of findings: [java.math.BigInteger] would write all
    /// digits, in more time than it takes to find them.
    static String lastDigits(byte[] number) {
        var words = ByteBuffer.wrap(number).asIntBuffer();
        var left = new long[words.remaining()];
        for (var i = 0; i < left.length; i++) {
            left[i] = Integer.toUnsignedLong(words.get(i));
        }
        var digits = new byte[LENGTH];
        for (var at = LENGTH; at > 0; ) {
            var rest = 0L;
            for (var i = 0; i < left.length; i++) {
                var dividend = rest << Integer.SIZE | left[i];
                left[i] = dividend / DIVISOR;
                rest = dividend % DIVISOR;
            }
            for (var i = 0; i < DIGITS_AT_ONCE && at > 0; i++) {
                digits[--at] = (byte) Character.forDigit((int) (rest % BASE), BASE);
                rest /= BASE;
            }
        }
        return new String(digits, StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
