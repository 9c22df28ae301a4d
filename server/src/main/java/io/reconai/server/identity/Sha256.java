package io.reconai.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// SHA-256, for secrets of so much chance that they need no slow hash.
final class Sha256 {

    private Sha256() {}

    /// In hexadecimal.
    static String hex(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    /// In base64url without padding (RFC 4648 §5), as protocols write it.
    static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
