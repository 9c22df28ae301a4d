package io.reconai.engine.asset;

/// What an internet registry says of the network around an address (RFC 9083 §5.4, or WHOIS).
///
/// @param range first and last address, as `203.0.113.0 - 203.0.113.255`
/// @param source `rdap` or `whois`
/// @param name the registry's own name for it
/// @param owner of whom it says that it is theirs; empty when not said
/// @param country two letters; empty when not said
public record NetworkRegistration(String range, String source, String name, String owner, String country) {}
