package io.reconai.engine.asset;

import java.util.List;

/// Mail addresses of a domain that are in leaks of others. The addresses themselves are people's and not kept.
///
/// @param addresses how many
/// @param breaches the leaks that they are in
public record LeakedAccounts(int addresses, List<Breach> breaches) {

    public LeakedAccounts {
        breaches = List.copyOf(breaches);
    }
}
