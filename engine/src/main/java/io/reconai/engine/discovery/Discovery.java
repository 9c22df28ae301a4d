package io.reconai.engine.discovery;

import io.reconai.engine.asset.DomainName;
import java.util.List;

/// What a collector works with: the domain, a place for names, and what is found meanwhile by all of them.
public interface Discovery {

    /// The scanned domain.
    DomainName domain();

    /// Takes a name; one that is known already costs nothing. May wait while many are on their way.
    void offer(DiscoveredName name);

    /// The hosts that proved real since this collector asked last, once the search has come to rest, so that what there
    /// is can be seen together; a slow collector ([Collector#isSlow]) does not wait for that.
    ///
    /// @return empty when nothing more can come
    /// @throws InterruptedException when the scan is cancelled or out of time
    List<FoundHost> next() throws InterruptedException;

    /// Takes an address that is the organisation's own without a name. It is looked at now, and counts when all names
    /// are known and none of them leads to it.
    void offer(FoundAddress address);

    /// As [#next], with one call more: empty once nothing is searched and no host is looked at any more. What is
    /// offered after it is offered knowing all names.
    ///
    /// @throws InterruptedException when the scan is cancelled or out of time
    List<FoundHost> nextOrLast() throws InterruptedException;

    /// Does something with hosts, as often as there are new ones.
    default void forEachBatch(Batch action) throws InterruptedException {
        for (var hosts = next(); !hosts.isEmpty(); hosts = next()) {
            action.of(hosts);
        }
    }

    /// What is done with hosts.
    @FunctionalInterface
    interface Batch {
        void of(List<FoundHost> hosts) throws InterruptedException;
    }
}
