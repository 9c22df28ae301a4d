package io.reconai.server.store;

import io.reconai.engine.asset.Evidence;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.identity.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What each scan saw, host by host, and how it ended: what it can be judged by again. [AssetStore#keep] keeps what it
/// is given here too.
public interface EvidenceStore {

    /// What a scan saw of one host, as the engine writes it in JSON.
    record Line(String host, String json) {}

    /// Keeps what a scan saw of hosts; one that comes again is replaced.
    void keep(Workspace workspace, String scanId, List<Evidence> hosts);

    /// Keeps how a scan ended.
    ///
    /// @param json as the engine writes it
    void keepReport(Workspace workspace, String scanId, String json);

    /// Keeps what a replay that changes no asset made of a host.
    void keepRow(Workspace workspace, String scanId, AssetRow row);

    /// Hosts in the order of their names' characters.
    ///
    /// @param after only those behind this one; all when empty
    List<Line> lines(Workspace workspace, String scanId, String after, int limit);

    /// What a scan saw of some hosts, in no order; those of which nothing is kept are left out.
    List<Line> linesOf(Workspace workspace, String scanId, Collection<String> hosts);

    /// How the scan ended, in JSON; empty when it was stopped.
    Optional<String> report(Workspace workspace, String scanId);

    /// How many hosts are kept of a scan.
    long count(Workspace workspace, String scanId);

    /// Forgets what a scan saw.
    void remove(Workspace workspace, String scanId);
}
