package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.ServerNetwork;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// In whose networks the name servers of a zone are. All their addresses or none: what is known of some says
/// nothing of the zone. Asked by one thread.
final class NameServerNetworks {

    /// Eight servers with an address of either family.
    private static final int MOST = 16;

    /// Who says by whom an address is announced.
    @FunctionalInterface
    interface Source {
        /// Empty when it is not known or not to be asked about.
        Optional<Announcement> of(InetAddress address) throws InterruptedException;
    }

    private final List<InetAddress> servers;
    private final Source source;
    private final List<ServerNetwork> found = new ArrayList<>();

    /// @param servers their addresses; more than sixteen are not asked about
    NameServerNetworks(List<InetAddress> servers, Source source) {
        this.servers = servers.size() > MOST ? List.of() : servers;
        this.source = source;
    }

    void ask() throws InterruptedException {
        for (var server : servers) {
            found.add(new ServerNetwork(
                    IpAddresses.text(server), source.of(server).orElse(null)));
        }
    }

    /// In the order of the servers; none before they were asked about.
    List<ServerNetwork> found() {
        return List.copyOf(found);
    }
}
