package io.reconai.server.store;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Workspace;
import io.reconai.server.usage.Plan;
import io.reconai.server.workspaces.WorkspaceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workspaces: what a verified credential is turned into a [Workspace] with. What is asked by a person's uid sees only
/// the workspaces that the person belongs to.
public interface WorkspaceStore {

    /// What a person is in a workspace; empty when nothing, and when there is no such workspace.
    Optional<Membership> membership(String workspaceId, String uid);

    /// A person in a workspace.
    record Seat(String workspaceId, String uid) {}

    /// Notes when members were active.
    void seen(Map<Seat, Instant> members);

    /// What a workspace has bought; empty when it is gone.
    Optional<Plan> plan(Workspace workspace);

    /// Adds a shared workspace with its owner, unless the person owns too many already.
    ///
    /// @return false when the person owns that many
    boolean add(String workspaceId, String name, String ownerUid, int most, Instant at);

    /// @param search text in the name
    /// @param statuses any when empty
    PageOf<WorkspaceView> list(String uid, Optional<String> search, List<String> statuses, PageRequest page);

    Optional<WorkspaceView> view(String workspaceId, String uid);

    void rename(Workspace workspace, String name);

    void archive(Workspace workspace, boolean archived);

    /// Removes a workspace with all that it holds; its audit log stays.
    void remove(Workspace workspace);
}
