package io.reconai.engine.screenshots;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.LocalDoor;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The only way to the network for the browser that makes one picture: an HTTP proxy on loopback.
///
/// It connects to names in the scope, over the Dialer and thus within the address policy, until the deadline, and lets
/// through so many bytes in all. Names are resolved here, never by the browser. Everything else is answered with 403.
final class BrowserProxy implements AutoCloseable {

    /// A page with its pictures and scripts; what comes after is not waited for.
    private static final long MOST_BYTES = 24L * 1024 * 1024;

    private static final int MOST_AT_ONCE = 32;
    private static final int MOST_REQUESTS = 500;
    private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

    private final Dialer dialer;
    private final Scope scope;
    private final HttpProber.Addresses addresses;
    private final Deadline deadline;
    private final LocalDoor door = new LocalDoor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesLeft = new AtomicLong(MOST_BYTES);
    private final AtomicInteger requestsLeft = new AtomicInteger(MOST_REQUESTS);
    private final AtomicInteger refused = new AtomicInteger();
    private final Object asking = new Object();
    private volatile boolean closed;

    /// @param addresses of names in the scope; asked by one thread at a time
    BrowserProxy(Dialer dialer, Scope scope, HttpProber.Addresses addresses, Deadline deadline) throws IOException {
        this.dialer = dialer;
        this.scope = scope;
        this.addresses = addresses;
        this.deadline = deadline;
        threads.execute(this::serve);
    }

    int port() {
        return door.port();
    }

    /// How many requests were not let through so far.
    int refused() {
        return refused.get();
    }

    /// Ends every connection and waits for the threads.
    @Override
    public void close() {
        closed = true;
        door.close();
        threads.shutdownNow();
        open.forEach(BrowserProxy::closeQuietly);
        threads.close();
        open.forEach(BrowserProxy::closeQuietly);
    }

    private void serve() {
        try {
            while (!closed) {
                places.acquire();
                var browser = door.accept();
                open.add(browser);
                threads.execute(() -> {
                    try {
                        answer(browser);
                    } finally {
                        places.release();
                    }
                });
            }
        } catch (IOException | RejectedExecutionException ended) {
            // The door was closed: the picture is made. Who came last is closed with all the others.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket browser) {
        try (browser) {
            browser.setSoTimeout((int) Math.max(1, deadline.remaining().toMillis()));
            var in = browser.getInputStream();
            var request = ProxyRequest.read(in);
            var server = connect(request);
            if (server == null) {
                refused.incrementAndGet();
                write(
                        browser.getOutputStream(),
                        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            try (server) {
                open.add(server);
                if (request.isTunnel()) {
                    write(browser.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
                } else {
                    server.getOutputStream().write(request.headBytes());
                }
                join(browser, server);
            } finally {
                open.remove(server);
            }
        } catch (IOException gone) {
            // One of the two has ended, or said nonsense: the browser sees a closed connection.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(browser);
        }
    }

    private @Nullable Socket connect(ProxyRequest request) throws InterruptedException {
        if (requestsLeft.decrementAndGet() < 0 || deadline.hasPassed() || !USUAL_PORTS.contains(request.port())) {
            return null;
        }
        for (var address : addresses(request.host())) {
            var limits = new Limits(Math.max(1, bytesLeft.get()), deadline);
            if (dialer.connect(address, request.port(), limits) instanceof Outcome.Answered<Socket> connected) {
                return connected.value();
            }
        }
        return null;
    }

    /// An address is not in the scope, whoever names it: pages of the scope are asked for by name.
    private List<InetAddress> addresses(String host) throws InterruptedException {
        var name = IpAddresses.parse(host).isPresent()
                ? Optional.<DomainName>empty()
                : DomainName.parse(host).filter(scope::includes);
        if (name.isEmpty()) {
            return List.of();
        }
        synchronized (asking) {
            return addresses.of(name.get()).stream().limit(2).toList();
        }
    }

    private void join(Socket browser, Socket server) throws IOException {
        threads.execute(() -> {
            try {
                copy(browser.getInputStream(), server.getOutputStream());
                server.shutdownOutput();
            } catch (IOException gone) {
                closeQuietly(server);
            }
        });
        copy(server.getInputStream(), browser.getOutputStream());
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[16 * 1024];
        for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            if (bytesLeft.addAndGet(-count) < 0) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            to.write(buffer, 0, count);
            to.flush();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }
}
