package io.reconai.server.identity;

import io.reconai.server.store.WorkspaceStore;
import java.util.Optional;

/// Turns a member's right into a [Workspace], where it is not the request's own.
public final class Workspaces {

    private Workspaces() {}

    /// The workspace; empty when the person does not belong to it.
    public static Optional<Workspace> of(WorkspaceStore store, String workspaceId, String uid) {
        return store.membership(workspaceId, uid).map(membership -> Workspace.of(membership.workspaceId()));
    }
}
