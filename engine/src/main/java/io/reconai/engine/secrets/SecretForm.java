package io.reconai.engine.secrets;

import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How one kind of secret looks.
///
/// The pattern is tried only where the mark stands, and has bounds: the time grows with the text's length. What the
/// pattern names `hidden` is the secret, otherwise all of it; what it names `chosen` is the part that was drawn by
/// chance or by a person, otherwise all that is hidden.
///
/// @param mark stands in every text of this form; upper and lower case matter
/// @param before what may stand between the secret's beginning and the mark
/// @param rule what else has to be true
record SecretForm(String kind, String mark, Before before, Pattern pattern, Predicate<Sighting> rule) {

    /// The longest run of such characters, as far as it goes back from the mark.
    record Before(int most, IntPredicate part) {

        static final Before NOTHING = new Before(0, _ -> false);

        int start(String text, int mark) {
            var start = mark;
            while (start > 0 && mark - start < most && part.test(text.charAt(start - 1))) {
                start--;
            }
            return start;
        }
    }

    /// A place where the pattern fits.
    ///
    /// @param from of the part that is hidden, in the text
    /// @param chosen the part of it that somebody or chance chose
    record Sighting(String text, int from, int to, String chosen) {

        /// Characters around a secret in which words tell what it is.
        private static final int BESIDE = 200;

        String secret() {
            return text.substring(from, to);
        }

        String surroundings() {
            return text.substring(Math.max(0, from - BESIDE), Math.min(text.length(), to + BESIDE));
        }
    }

    static SecretForm of(String kind, String mark, String pattern) {
        return new SecretForm(kind, mark, Before.NOTHING, Pattern.compile(pattern), _ -> true);
    }

    SecretForm after(int most, IntPredicate part) {
        return new SecretForm(kind, mark, new Before(most, part), pattern, rule);
    }

    SecretForm when(Predicate<Sighting> other) {
        return new SecretForm(kind, mark, before, pattern, other);
    }
}
