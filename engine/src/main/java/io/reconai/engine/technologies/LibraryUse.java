package io.reconai.engine.technologies;

import io.reconai.engine.asset.Proof;

/// A script library that a page loads or contains.
///
/// @param library its name in the data of known weaknesses, such as `jquery`
/// @param version as the address or the script says it
public record LibraryUse(String library, String version, Proof proof) {}
