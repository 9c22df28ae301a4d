package io.reconai.engine.dns;

import java.net.InetSocketAddress;
import java.util.List;

/// Whom a question goes to.
///
/// @param servers where packets go, in turn
/// @param named the server as evidence names it, where packets go elsewhere by the connect-to map
/// @param ofTarget the server is a target's own, and none of the scan's resolvers
record Route(List<InetSocketAddress> servers, InetSocketAddress named, boolean recursionDesired, boolean ofTarget) {

    /// To resolvers with recursion, or to a target's own server without.
    Route(List<InetSocketAddress> servers, InetSocketAddress named, boolean recursionDesired) {
        this(servers, named, recursionDesired, !recursionDesired);
    }

    /// Loss of one packet in two leaves less than one question in fifty unanswered after six tries. A target's own
    /// name server is not pressed: three packets, and then it is silent.
    int tries() {
        return ofTarget ? 3 : 6;
    }

    InetSocketAddress server(int attempt) {
        return servers.get(Math.floorMod(attempt, servers.size()));
    }

    /// How evidence calls the server that packets of this try go to.
    InetSocketAddress shown(int attempt) {
        return ofTarget ? named : server(attempt);
    }
}
