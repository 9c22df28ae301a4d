package io.reconai.engine.sources;

/// How Censys may be asked.
public sealed interface CensysAccess {

    /// Not at all.
    record None() implements CensysAccess {}

    /// Search API 2: `CENSYS_API_ID` and `CENSYS_API_SECRET`.
    record Search(String id, Secret secret) implements CensysAccess {}

    /// Platform API 3: `CENSYS_TOKEN`, and `CENSYS_ORG_ID` for an organisation's plan.
    ///
    /// @param organisation empty for a person's own plan
    record Platform(Secret token, String organisation) implements CensysAccess {}
}
