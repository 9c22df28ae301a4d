package io.reconai.engine.discovery;

import io.reconai.engine.asset.DiscoveryStep;
import java.net.InetAddress;

/// An address that a source holds to be the organisation's own although no name leads to it.
public record FoundAddress(InetAddress address, DiscoveryStep step) {}
