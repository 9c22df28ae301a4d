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
    /// is can be seen together.
    ///
    /// @return empty when nothing more can come
    /// @throws InterruptedException when the scan is cancelled or out of time
    List<FoundHost> next() throws InterruptedException;

    /// Takes an address that no name leads to.
    void offer(FoundAddress address);

    /// All hosts that proved real since this collector asked last, once nothing is searched and no host is looked at
    /// any more: what is offered now is offered knowing all names. To be asked once, as the last thing.
    ///
    /// @throws InterruptedException when the scan is cancelled or out of time
    List<FoundHost> last() throws InterruptedException;

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
