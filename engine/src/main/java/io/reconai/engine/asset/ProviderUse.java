package io.reconai.engine.asset;

/// That a provider stands behind an address of a host or behind what its name is an alias of.
///
/// @param subject the address, or the alias' target
/// @param provider never changes once released, such as `cloudfront`
/// @param name as the provider writes it
/// @param evidence where it is seen, and by which fact: the range, the number or the ending, and who says so and when
public record ProviderUse(String subject, String provider, String name, ProviderKind kind, Proof evidence) {}
