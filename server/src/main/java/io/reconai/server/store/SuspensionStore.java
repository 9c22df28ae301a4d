package io.reconai.server.store;

import io.reconai.server.identity.Workspace;
import io.reconai.server.suspensions.Suspension;
import java.util.List;
import java.util.Optional;

/// Who and what the operator has shut out.
public interface SuspensionStore {

    /// A workspace by its id, also one of others: for operators, who belong to none of them.
    Optional<Workspace> workspace(String workspaceId);

    /// Shuts somebody or something out. A later one replaces an earlier one of the same subject.
    void put(Suspension suspension);

    /// @return false when the subject was not shut out
    boolean remove(String subject);

    /// One of the subjects that is shut out, if any is.
    Optional<Suspension> find(List<String> subjects);

    /// All, the newest first.
    List<Suspension> list();
}
