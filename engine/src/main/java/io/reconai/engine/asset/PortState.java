package io.reconai.engine.asset;

/// What one port said. Five different facts; none stands in for another.
public enum PortState {
    /// The connection was accepted.
    OPEN,
    /// RST: somebody is there and says no.
    CLOSED,
    /// Silence twice, or an ICMP refusal on the way.
    FILTERED,
    /// We did not ask: the address policy forbids it.
    BLOCKED,
    /// We could not ask, for instance out of file descriptors. Says nothing about the target.
    FAILED
}
