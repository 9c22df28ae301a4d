package io.reconai.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A TCP port on loopback at which a program that we started finds us. Nobody on the network can reach it.
public final class LocalDoor implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final ServerSocket listening;

    /// Opens a port that the system chooses.
    public LocalDoor() throws IOException {
        listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /// The number to tell the program.
    public int port() {
        return listening.getLocalPort();
    }

    /// Waits for the program.
    ///
    /// @throws IOException when the door was closed
    public Socket accept() throws IOException {
        return listening.accept();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }
}
