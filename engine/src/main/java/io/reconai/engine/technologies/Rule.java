package io.reconai.engine.technologies;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One sign of a product.
///
/// @param number its place among all rules
/// @param name which header, attribute, …; empty where the signal has no names
/// @param confidence percent with which this sign alone shows the product
/// @param pattern found anywhere in the value unless anchored; letters of either case; runs in linear time (RE2)
/// @param literals lower-case texts of which the pattern needs one; empty when there are none
/// @param tellsVersion the pattern's first group is the version
record Rule(
        int number,
        Product product,
        Signal signal,
        String name,
        int confidence,
        LazyPattern pattern,
        List<String> literals,
        boolean tellsVersion)
        implements Sign {

    private static final int LONGEST_VERSION = 32;

    Rule {
        literals = List.copyOf(literals);
    }

    @Override
    public long steps(int letters) {
        return WorkBudget.steps(pattern.get(), letters);
    }

    @Override
    public Optional<Match> match(String piece) {
        var matcher = pattern.get().matcher(piece);
        if (!matcher.find()) {
            return Optional.empty();
        }
        var isTold = tellsVersion && matcher.group(1) != null;
        return Optional.of(
                new Match(matcher.group(), isTold ? version(matcher.group(1), piece, matcher.end(1)) : null));
    }

    /// A number that goes on is cut in the wrong place, and no version.
    private static @Nullable String version(String number, String piece, int end) {
        var goesOn = end < piece.length() && Character.isDigit(piece.charAt(end));
        return goesOn || number.length() > LONGEST_VERSION ? null : number;
    }

    @Override
    public String toString() {
        return (product.id() + " " + signal.word() + " " + name).strip() + " " + pattern;
    }
}
