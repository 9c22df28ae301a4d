package io.reconai.server.identity;

/// A workspace is about to be removed. Fired before anything is; whoever observes it may refuse by what he throws.
public record WorkspaceEnding(Workspace workspace) {}
