package io.reconai.engine.dns;

import java.net.InetSocketAddress;
import java.util.List;

/// Whom a question goes to.
///
/// @param servers where packets go, in turn
/// @param named the server as evidence names it, where packets go elsewhere by the connect-to map
record Route(List<InetSocketAddress> servers, InetSocketAddress named, boolean recursionDesired) {

    /// Loss of one packet in two leaves less than one question in fifty unanswered after six tries. A target's own
    /// name server is not pressed: three packets, and then it is silent.
    int tries() {
        return recursionDesired ? 6 : 3;
    }

    InetSocketAddress server(int attempt) {
        return servers.get(Math.floorMod(attempt, servers.size()));
    }

    /// How evidence calls the server that packets of this try go to.
    InetSocketAddress shown(int attempt) {
        return recursionDesired ? server(attempt) : named;
    }
}
