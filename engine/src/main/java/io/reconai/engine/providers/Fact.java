package io.reconai.engine.providers;

import io.reconai.engine.net.CidrRange;

/// Something that a provider says of itself.
sealed interface Fact {

    Provider provider();

    /// Who says so, and the month for which it is known, as `https://… (2026-11)`.
    String source();

    /// Addresses that are its own.
    record Range(Provider provider, CidrRange range, String source) implements Fact {}

    /// The number by which it announces its networks.
    record Asn(Provider provider, long number, String source) implements Fact {}

    /// What the names end in that it gives to its customers.
    record Alias(Provider provider, String ending, String source) implements Fact {

        /// True for a whole-label match.
        boolean fits(String name) {
            var before = name.length() - ending.length() - 1;
            return name.endsWith(ending) && (before < 0 || name.charAt(before) == '.');
        }
    }
}
