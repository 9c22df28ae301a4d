package io.reconai.engine.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Private keys between their two lines (RFC 7468, RFC 1421), also where a program's text spells the line breaks out.
///
/// A first line alone is in every library that writes such keys; the key has to follow.
final class KeyBlocks {

    private static final String LINE = "-----";
    private static final Pattern BEGIN =
            Pattern.compile("-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----");
    private static final Pattern FIELDS = Pattern.compile("(?:Proc-Type|DEK-Info):[^\\n\\\\]{1,200}");
    private static final Pattern BREAKS = Pattern.compile("\\\\{1,2}[rn]|\\s");

    /// Of an elliptic curve's key; others are longer.
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{60,20000}={0,2}");

    /// What the debugger of jwt.io signs with.
    private static final String PRINTED = "MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQC7VJTUt9Us8cKj";

    private KeyBlocks() {}

    static List<FoundSecret> in(String text) {
        var found = new ArrayList<FoundSecret>();
        var matcher = BEGIN.matcher(text);
        for (var at = text.indexOf("-----BEGIN "); at >= 0; at = text.indexOf("-----BEGIN ", at + 1)) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                continue;
            }
            var from = matcher.end();
            var to = text.indexOf(LINE, from);
            if (to < 0) {
                break;
            }
            if (text.startsWith("-----END ", to)) {
                var inner = text.substring(from, to);
                var key = BREAKS.matcher(FIELDS.matcher(inner).replaceAll("")).replaceAll("");
                if (KEY.matcher(key).matches() && !key.startsWith(PRINTED)) {
                    found.add(found(text, at, from + keyStart(inner), to, key, isEncrypted(matcher.group(), inner)));
                }
            }
        }
        return found;
    }

    /// Where the key begins, behind its fields and line breaks.
    private static int keyStart(String inner) {
        var at = 0;
        var fields = FIELDS.matcher(inner);
        while (fields.find()) {
            at = fields.end();
        }
        var breaks = BREAKS.matcher(inner);
        while (at < inner.length() && breaks.region(at, inner.length()).lookingAt()) {
            at = breaks.end();
        }
        return at;
    }

    private static boolean isEncrypted(String begin, String inner) {
        return begin.contains("ENCRYPTED") || inner.contains("4,ENCRYPTED");
    }

    private static FoundSecret found(String text, int begin, int from, int to, String key, boolean isEncrypted) {
        var before = text.substring(Math.max(0, begin - 24), begin);
        var isAccount = before.replace("\\", "").replaceAll("\\s", "").endsWith("\"private_key\":\"");
        var kind = isAccount ? "google-service-account" : isEncrypted ? "private-key-encrypted" : "private-key";
        return new FoundSecret(kind, from, to, key);
    }
}
