package io.reconai.engine.asset;

/// One TCP port of one address.
///
/// @param reason what was seen, such as `connection refused`; the policy's rule when blocked
/// @param banner the first bytes the service sent by itself, as escaped text; empty when it sent none
public record PortObservation(
        String address, int port, PortState state, String reason, String banner, long elapsedMs) {}
