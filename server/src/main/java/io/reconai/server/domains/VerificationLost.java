package io.reconai.server.domains;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.identity.Workspace;
import java.time.Instant;

/// A domain is no longer shown to be the workspace's. Fired when the store knows it; whoever cares observes it.
///
/// @param problem what was seen instead of the proof
public record VerificationLost(Workspace workspace, String domainId, DomainName domain, Instant at, String problem) {}
