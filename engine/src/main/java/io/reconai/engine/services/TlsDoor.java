package io.reconai.engine.services;

import io.reconai.engine.net.Deadline;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/// Opens TLS on a port where it may be; whoever does the handshakes keeps what they show.
@FunctionalInterface
public interface TlsDoor {

    /// Shakes hands once.
    ///
    /// @return the connection within TLS, to be closed by the caller; empty when there is no TLS
    Optional<Socket> open(InetAddress address, int port, Deadline deadline) throws InterruptedException;
}
