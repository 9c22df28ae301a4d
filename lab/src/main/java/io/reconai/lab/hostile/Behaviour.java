package io.reconai.lab.hostile;

import java.io.IOException;

/// What a server does with one visitor.
@FunctionalInterface
interface Behaviour {
    /// Ends by returning, or with an exception when the visitor has had enough.
    void serve(Peer peer) throws IOException, InterruptedException;

    /// First the one, then the other.
    default Behaviour then(Behaviour next) {
        return peer -> {
            serve(peer);
            next.serve(peer);
        };
    }
}
