package io.reconai.server.store;

import java.util.Map;

/// Sums over all workspaces, for the operator's figures. Says nothing about any one of them.
public interface FiguresStore {

    /// Open findings of active assets by severity; every severity is there.
    Map<String, Long> openFindings();
}
