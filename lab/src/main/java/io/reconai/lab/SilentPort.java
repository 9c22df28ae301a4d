package io.reconai.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// A port whose backlog is full and stays so: connecting is met with silence, as a filter or a host that is
/// switched off does.
final class SilentPort implements AutoCloseable {

    /// On loopback a connection that is taken is taken at once.
    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket server = new ServerSocket();
    private final List<Socket> fillers = new ArrayList<>();

    /// @param port 0 for any that is free
    SilentPort(int port) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        var isFull = false;
        while (!isFull) {
            var filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(server.getLocalSocketAddress(), PATIENCE_MILLIS);
            } catch (IOException noAnswer) {
                isFull = true;
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (var filler : fillers) {
            filler.close();
        }
        server.close();
    }
}
