package io.reconai.engine.asset;

/// One TCP port of one address.
///
/// @param reason what was seen, such as `connection refused`; the policy's rule when blocked
/// @param service what it speaks, recognised by what it said and never by its number; empty when unknown
/// @param banner the first bytes the service sent by itself, as visible text; empty when it sent none
public record PortObservation(
        String address, int port, PortState state, String reason, String service, String banner, long elapsedMs) {}
