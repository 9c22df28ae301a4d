package io.reconai.engine.asset;

/// One step of the path that led to an asset.
///
/// @param source the collector's id, such as `ct.crtsh` or `dns.brute-force`
/// @param detail what it saw, for instance the certificate's number; foreign text, bounded
public record DiscoveryStep(String source, String detail) {}
