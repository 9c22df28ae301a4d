package io.reconai.engine.ports;

import io.reconai.engine.asset.PortState;

/// What one port said to a connect.
///
/// @param elapsedMs from the packet that was answered to its answer; the wait when there was none
public record PortAnswer(int port, PortState state, String reason, long elapsedMs) {}
