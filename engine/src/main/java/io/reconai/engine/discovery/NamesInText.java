package io.reconai.engine.discovery;

import io.reconai.engine.asset.DomainName;
import java.util.Locale;
import java.util.function.Consumer;

/// Finds every `….domain` in a text of any kind, in one pass over it.
final class NamesInText {

    private static final int LONGEST_NAME = 253;

    private NamesInText() {}

    /// Hands over each stretch of text that ends with the domain and may be a name, the domain itself left out.
    static void search(String text, DomainName domain, Consumer<String> found) {
        var lower = text.toLowerCase(Locale.ROOT);
        var tail = "." + domain.value();
        for (var at = lower.indexOf(tail); at >= 0; at = lower.indexOf(tail, at + 1)) {
            var end = at + tail.length();
            if (end < lower.length() && continues(lower, end)) {
                continue; // acme.test.evil.example, or acme.tests
            }
            var start = at;
            while (start > 0 && end - start < LONGEST_NAME && isPartOfName(lower.charAt(start - 1))) {
                start--;
            }
            found.accept(lower.substring(start, end));
        }
    }

    private static boolean continues(String text, int end) {
        var next = text.charAt(end);
        if (next == '.') {
            return end + 1 < text.length() && isPartOfName(text.charAt(end + 1));
        }
        return isPartOfName(next);
    }

    private static boolean isPartOfName(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= '0' && letter <= '9'
                || letter == '-'
                || letter == '_'
                || letter == '.';
    }
}
