package io.reconai.server.store;

import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Workspace;
import io.reconai.server.usage.Plan;
import java.util.Optional;

/// Workspaces and who belongs to them: what a verified credential is turned into a [Workspace] with.
public interface WorkspaceStore {

    /// What a person is in a workspace; empty when nothing, and when there is no such workspace.
    Optional<Membership> membership(String workspaceId, String uid);

    /// What a workspace has bought; empty when it is gone.
    Optional<Plan> plan(Workspace workspace);
}
