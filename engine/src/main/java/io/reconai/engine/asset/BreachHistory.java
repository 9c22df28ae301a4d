package io.reconai.engine.asset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a third party says of leaks that concern a domain. An empty list is an answer: the source knows of none.
///
/// @param domain the registrable domain that was asked about
/// @param source `hibp` or `xposedornot`
/// @param breaches leaks of the domain's own site
/// @param accounts what of the domain's mail addresses is in leaks of others; null when not said
public record BreachHistory(
        String domain,
        String source,
        List<Breach> breaches,
        @Nullable LeakedAccounts accounts) {

    public BreachHistory {
        breaches = List.copyOf(breaches);
    }
}
