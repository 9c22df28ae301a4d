package io.reconai.engine.technologies;

import java.util.Comparator;

/// Orders versions as published advisories mean it: part by part, numbers as numbers, and `3.0.0-rc.1` before `3.0.0`.
///
/// Parts are parted by `.`, `-` and `_`, and where digits and letters meet. A missing part counts as zero against a
/// number, and a word (`beta`, `rc`) stands before no word at all.
public final class VersionOrder implements Comparator<String> {

    /// The order; it has no state.
    public static final VersionOrder INSTANCE = new VersionOrder();

    private VersionOrder() {}

    @Override
    public int compare(String one, String other) {
        var left = new Parts(one);
        var right = new Parts(other);
        while (left.hasNext() || right.hasNext()) {
            var order = order(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int order(String left, String right) {
        var leftIsWord = isWord(left);
        var rightIsWord = isWord(right);
        if (leftIsWord && rightIsWord) {
            return left.compareTo(right);
        }
        if (leftIsWord != rightIsWord) {
            return leftIsWord ? -1 : 1;
        }
        return number(left).compareTo(number(right));
    }

    private static boolean isWord(String part) {
        return !part.isEmpty() && !Character.isDigit(part.charAt(0));
    }

    private static java.math.BigInteger number(String digits) {
        return digits.isEmpty() ? java.math.BigInteger.ZERO : new java.math.BigInteger(digits);
    }

    private static final class Parts {
        private final String text;
        private int at;

        Parts(String text) {
            this.text = text;
        }

        boolean hasNext() {
            while (at < text.length() && ".-_".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length();
        }

        /// The next part; empty when there is none.
        String next() {
            if (!hasNext()) {
                return "";
            }
            var start = at;
            var digits = isDigit(text.charAt(at));
            while (at < text.length() && isDigit(text.charAt(at)) == digits && ".-_".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
