package io.reconai.server.store;

import io.reconai.server.identity.Workspace;
import io.reconai.server.usage.Plan;
import java.time.Instant;
import java.util.List;

/// What is forgotten because it is old.
public interface RetentionStore {

    /// A workspace and what it has bought.
    record Holder(Workspace workspace, Plan plan) {}

    /// Workspaces in the order of their ids.
    ///
    /// @param after only those behind this id; all when empty
    List<Holder> holders(String after, int limit);

    /// Removes scans that ended and were asked for before a time, the oldest first, with what they saw.
    ///
    /// @return how many were removed; fewer than `most` when none is left
    int forgetScans(Workspace workspace, Instant before, int most);

    /// Removes how assets looked before a time, but for how each looked last, and what was noted of days before it.
    void forgetLooks(Workspace workspace, Instant before);
}
