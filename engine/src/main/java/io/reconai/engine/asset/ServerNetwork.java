package io.reconai.engine.asset;

import org.jspecify.annotations.Nullable;

/// In whose network an address of a zone's name server is.
///
/// @param address as in RFC 5952
/// @param announcement null when not known, or when the address policy forbids to ask about the address
public record ServerNetwork(String address, @Nullable Announcement announcement) {}
