package io.reconai.server.store;

import java.util.Map;

/// Sums over all workspaces, for the operator's figures. Says nothing about any one of them.
public interface FiguresStore {

    /// What the store takes.
    ///
    /// @param kind `sqlite` or `mongodb`
    /// @param version how many steps brought it to its shape
    record Extent(String kind, long bytes, int version) {}

    Extent extent();

    /// Open findings of active assets by severity; every severity is there.
    Map<String, Long> openFindings();
}
