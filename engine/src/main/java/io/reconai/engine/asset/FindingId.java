package io.reconai.engine.asset;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The stable id of a finding: `fnd_` and 26 characters `[0-9a-z]` made of SHA-256 over its key.
public final class FindingId {

    private static final int LENGTH = 26;

    private FindingId() {}

    /// @return the same text for the same check, asset and location, in every scan
    public static String of(String checkId, String asset, String location) {
        var digest = sha256(checkId + "\n" + asset + "\n" + location);
        // Base 36 of 256 bits has 49 or 50 digits; the last 26 hold 134 bits.
        var digits = new BigInteger(1, digest).toString(36);
        return "fnd_" + "0".repeat(Math.max(0, LENGTH - digits.length()))
                + digits.substring(Math.max(0, digits.length() - LENGTH));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
