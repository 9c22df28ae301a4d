package io.reconai.engine.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A DKIM key record's tags (RFC 6376 §3.6.1). Unknown tags are kept and mean nothing; of a repeated tag the first
/// counts, although the record is then none by the letter (§3.2).
///
/// @param tags names in lower case, values as written without outer blanks
public record DkimRecord(Map<String, String> tags) {

    public DkimRecord {
        tags = Map.copyOf(tags);
    }

    /// The record in a TXT record's text; empty where that is none: it has no `p`, or a version that is not `DKIM1` in
    /// first place.
    public static Optional<DkimRecord> of(String text) {
        var tags = TagList.parse(text);
        var version = tags.get("v");
        var isVersionRight = version == null
                || version.equals("DKIM1") && tags.keySet().iterator().next().equals("v");
        return isVersionRight && tags.containsKey("p") ? Optional.of(new DkimRecord(tags)) : Optional.empty();
    }

    /// The public key.
    public DkimKey key() {
        return DkimKeyReader.read(tags.getOrDefault("k", "rsa").toLowerCase(Locale.ROOT), tags.getOrDefault("p", ""));
    }

    /// True when signers may only use SHA-1, which verifiers must not accept (RFC 8301 §3.1).
    public boolean isSha1Only() {
        var hashes = words("h");
        return hashes.contains("sha1") && !hashes.contains("sha256");
    }

    /// True when verifiers are to treat signed mail as unsigned (`t=y`).
    public boolean isTest() {
        return words("t").contains("y");
    }

    /// True for a key that may sign mail, and not only something else.
    public boolean isForMail() {
        var services = words("s");
        return services.isEmpty() || services.contains("*") || services.contains("email");
    }

    private List<String> words(String tag) {
        var value = tags.getOrDefault(tag, "");
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(":", -1))
                        .map(word -> word.strip().toLowerCase(Locale.ROOT))
                        .toList();
    }
}
