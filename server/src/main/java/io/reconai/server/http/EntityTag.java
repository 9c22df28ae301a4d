package io.reconai.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/// The tag of one answer's content (RFC 9110 §8.8.3).
///
/// @param isWeak true for lists
record EntityTag(String value, boolean isWeak) {

    /// Half of a SHA-256: nobody meets two answers of one tag.
    private static final int TAG_BYTES = 16;

    /// One member of `If-None-Match`; what is inside the quotes.
    private static final Pattern MEMBER = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    static EntityTag of(byte[] content, boolean isWeak) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            var half = new byte[TAG_BYTES];
            System.arraycopy(digest, 0, half, 0, TAG_BYTES);
            return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(half), isWeak);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// True when an `If-None-Match` names this content; compared weakly, as GET wants it (RFC 9110 §13.1.2).
    boolean isNamedBy(String field) {
        if (field.strip().equals("*")) {
            return true;
        }
        var members = MEMBER.matcher(field);
        while (members.find()) {
            if (value.equals(members.group(1))) {
                return true;
            }
        }
        return false;
    }

    /// True when an `If-Match` names this content; compared strongly (RFC 9110 §13.1.1).
    boolean isMatchedBy(String field) {
        if (field.strip().equals("*")) {
            return true;
        }
        var members = MEMBER.matcher(field);
        while (members.find()) {
            if (!isWeak && members.group().equals(header())) {
                return true;
            }
        }
        return false;
    }

    /// As the header says it.
    String header() {
        return (isWeak ? "W/" : "") + '"' + value + '"';
    }
}
