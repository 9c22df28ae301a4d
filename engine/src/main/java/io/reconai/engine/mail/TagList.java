package io.reconai.engine.mail;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Lists such as `v=DKIM1; k=rsa; p=…` (RFC 6376 §3.2), in which DKIM and DMARC write their records.
final class TagList {

    private TagList() {}

    /// Tags by their names in lower case, in the order in which they stand; of a tag that stands twice the first value.
    static Map<String, String> parse(String text) {
        var tags = new LinkedHashMap<String, String>();
        for (var part : text.split(";", -1)) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        return tags;
    }
}
