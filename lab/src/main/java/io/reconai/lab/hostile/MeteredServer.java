package io.reconai.lab.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A port on loopback that knows how often it was visited, and how much the greediest visitor took.
final class MeteredServer implements AutoCloseable {

    private static final int BACKLOG = 512;

    /// Small, so that what was taken is nearly what was read.
    private static final int SEND_BUFFER_BYTES = 32 * 1024;

    private final ServerSocket server = new ServerSocket();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong visits = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    private MeteredServer(InetAddress address, int port) throws IOException {
        server.bind(new InetSocketAddress(address, port), BACKLOG);
    }

    /// @param port 0 for any that is free
    static MeteredServer start(InetAddress address, int port, Behaviour behaviour) throws IOException {
        var started = new MeteredServer(address, port);
        Thread.ofPlatform().daemon().name("hostile " + started.port()).start(() -> started.accept(behaviour));
        return started;
    }

    int port() {
        return server.getLocalPort();
    }

    long visits() {
        return visits.get();
    }

    long mostBytesOfAVisit() {
        return most.get();
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                var visitor = server.accept();
                visits.incrementAndGet();
                visitor.setSendBufferSize(SEND_BUFFER_BYTES);
                open.add(visitor);
                Thread.ofVirtual().start(() -> serve(visitor, behaviour));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket visitor, Behaviour behaviour) {
        var sent = new AtomicLong();
        try (visitor) {
            behaviour.serve(new Peer(visitor, sent));
        } catch (IOException | InterruptedException gone) {
            // The visitor has had enough, which is what it should.
        } finally {
            most.accumulateAndGet(sent.get(), Math::max);
            open.remove(visitor);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var visitor : open) {
            visitor.close();
        }
    }
}
