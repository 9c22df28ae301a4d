package io.reconai.engine.technologies;

import java.util.List;

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
        boolean tellsVersion) {

    Rule {
        literals = List.copyOf(literals);
    }

    @Override
    public String toString() {
        return (product.id() + " " + signal.word() + " " + name).strip() + " " + pattern;
    }
}
