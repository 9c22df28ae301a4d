package io.reconai.engine.secrets;

import io.reconai.engine.asset.SecretFacts;
import java.util.Set;

/// A secret at its place in a text. Never kept, never shown: [#facts] are.
///
/// @param value the secret itself
public record FoundSecret(String kind, int from, int to, String value) {

    /// Shorter secrets are hidden whole: six of few characters would say too much.
    private static final int LONG = 16;

    private static final int FIRST = 4;
    private static final int LAST = 2;

    /// People choose these: whoever had a digest could try words against it.
    private static final Set<String> CHOSEN_BY_PEOPLE = Set.of("url-credentials", "setting");

    /// What is kept of it.
    public SecretFacts facts() {
        var shown =
                value.length() < LONG ? "" : value.substring(0, FIRST) + "…" + value.substring(value.length() - LAST);
        return new SecretFacts(
                kind, shown, value.length(), CHOSEN_BY_PEOPLE.contains(kind) ? "" : SecretFinder.digest(value), from);
    }

    /// True when the character at this place of the text is hidden: all but the first and the last of a long secret,
    /// and but the lines of a key block.
    boolean hides(String text, int at) {
        if (Character.isWhitespace(text.charAt(at))
                || text.charAt(at) == '\\'
                || at > 0 && text.charAt(at - 1) == '\\') {
            return false; // a line break within a key block
        }
        return value.length() < LONG || at >= from + FIRST && at < to - LAST;
    }

    /// Nothing of the value, wherever it is written to.
    @Override
    public String toString() {
        return kind + " at " + from;
    }
}
