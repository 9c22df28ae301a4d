package io.reconai.engine.asset;

import org.jspecify.annotations.Nullable;

/// Where a database says that an address is. It guesses well for countries and less well for cities, and an address
/// that is announced in many places (anycast, as networks of CDNs do) is in none of them.
///
/// @param country two letters (ISO 3166-1), upper case; empty when not said
/// @param city in English where the database has it so; empty when not said
/// @param latitude degrees, north is positive; null when not said, as the longitude
/// @param source the database's own name for its kind, which is what its licence wants to be credited by
public record Location(
        String country,
        String city,
        @Nullable Double latitude,
        @Nullable Double longitude,
        String source) {}
