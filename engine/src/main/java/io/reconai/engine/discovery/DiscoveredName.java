package io.reconai.engine.discovery;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;

/// A name that a source yielded.
///
/// @param proven the source proves that the name was meant by its owner (a certificate names it exactly, a zone
///     transfer holds it), so that it stays a name of its own even where a wildcard answers for it
public record DiscoveredName(DomainName name, DiscoveryStep step, boolean proven) {}
