package io.reconai.server.analytics;

import io.reconai.server.identity.Workspace;
import java.util.Optional;

/// What is looked at: a workspace, or one domain of it.
public record Selection(Workspace workspace, Optional<String> domain) {}
