package io.reconai.engine.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells what chance drew from what people write in its place.
final class Chance {

    /// Bits a character (Shannon): words have less, hexadecimal and Base64 have more.
    private static final double DRAWN = 3.5;

    private static final List<String> PLACEHOLDERS = List.of(
            "example", "xxxx", "0000", "1234567", "test", "your", "changeme", "placeholder", "...", "${", "{{", "<");

    private static final Pattern REPEATED = Pattern.compile("(.)\\1{4}");

    /// What vendors print in their manuals, by digest: Stripe's two test keys, Telegram's two bots, the account key of
    /// Azurite. Those of Amazon say `EXAMPLE`.
    private static final Set<String> PRINTED =
            Set.of("2cafc0970149a84f", "f2d6ca16515033e5", "0b5dd075ccdd03c4", "6d3afeefda18edff", "0011cc25eb432071");

    private Chance() {}

    static boolean looksDrawn(String text) {
        return entropy(text) >= DRAWN;
    }

    /// Shannon entropy in bits a character.
    static double entropy(String text) {
        var counts = new int[256];
        text.chars().forEach(c -> counts[c & 0xff]++);
        var bits = 0.0;
        for (var count : counts) {
            if (count > 0) {
                var share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /// True for what only shows where a secret goes.
    static boolean isPlaceholder(String chosen) {
        var lower = chosen.toLowerCase(Locale.ROOT);
        return PLACEHOLDERS.stream().anyMatch(lower::contains)
                || REPEATED.matcher(lower).find();
    }

    static boolean isPrinted(String secret) {
        return PRINTED.contains(SecretFinder.digest(secret));
    }
}
