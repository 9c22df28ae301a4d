package io.reconai.engine.technologies;

import java.util.List;

/// One sign of a product.
///
/// @param number its place among all rules
/// @param name which header, attribute, …; empty where the signal has no names
/// @param confidence percent with which this sign alone shows the product
/// @param pattern found anywhere in the value unless anchored; letters of either case; runs in linear time (RE2)
/// @param literal lower-case text without which the pattern cannot match; empty when there is none
/// @param alternatives where there is none, lower-case texts of which it needs one; empty when there are none
/// @param tellsVersion the pattern's first group is the version
record Rule(
        int number,
        Product product,
        Signal signal,
        String name,
        int confidence,
        LazyPattern pattern,
        String literal,
        List<String> alternatives,
        boolean tellsVersion) {

    Rule {
        alternatives = List.copyOf(alternatives);
    }

    /// False where a value that has no literal to be told by has none of the alternatives either.
    ///
    /// @param lower the value in lower case
    boolean mayFit(String lower) {
        for (var alternative : alternatives) {
            if (lower.contains(alternative)) {
                return true;
            }
        }
        return alternatives.isEmpty();
    }

    @Override
    public String toString() {
        return (product.id() + " " + signal.word() + " " + name).strip() + " " + pattern;
    }
}
