package io.reconai.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A TCP port of the lab on loopback: accepts, waits for the latency, serves on a virtual thread.
final class Listener implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    /// What is spoken on a connection.
    @FunctionalInterface
    interface Service {
        void serve(Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    private Listener(ServerSocket server, Service service, @Nullable SSLContext tls, Duration latency) {
        this.server = server;
        acceptor = Thread.ofPlatform()
                .daemon()
                .name("lab " + server.getLocalPort())
                .unstarted(() -> accept(service, tls, latency));
    }

    /// @param tls null for plain TCP
    static Listener start(Service service, @Nullable SSLContext tls, Duration latency) throws IOException {
        return start(service, tls, latency, 0);
    }

    /// @param port 0 for any that is free
    static Listener start(Service service, @Nullable SSLContext tls, Duration latency, int port) throws IOException {
        var server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        var listener = new Listener(server, service, tls, latency);
        listener.acceptor.start();
        return listener;
    }

    int port() {
        return server.getLocalPort();
    }

    /// Returns when the port is free.
    @Override
    public void close() {
        closeQuietly(server);
        try {
            // A thread that is just taking a connection keeps the port until it has done so.
            acceptor.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        open.forEach(Listener::closeQuietly);
    }

    private void accept(Service service, @Nullable SSLContext tls, Duration latency) {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection, service, tls, latency));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection, Service service, @Nullable SSLContext tls, Duration latency) {
        try (connection) {
            Thread.sleep(latency);
            if (tls == null) {
                service.serve(connection);
                return;
            }
            try (var secure = (SSLSocket) tls.getSocketFactory().createSocket(connection, null, true)) {
                secure.setUseClientMode(false);
                secure.startHandshake();
                service.serve(secure);
            }
        } catch (IOException | InterruptedException gone) {
            // The visitor has left, or the lab closes: both are everyday business here.
        } finally {
            open.remove(connection);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception broken) {
            // Nobody can use it any more.
        }
    }
}
