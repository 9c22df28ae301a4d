package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who shares a connection with whom.
class ConnectionsTest {

    private static final DomainName NAME = new DomainName("acme.test");

    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private HttpServer server = unstarted();
    private Origin origin = Origin.of("http", Host.of(NAME, NAME));

    private static HttpServer unstarted() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            clients.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'h', 'i'});
            exchange.close();
        });
        server.start();
        origin = Origin.of("http", Host.of(NAME, NAME), server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Connections connections(Duration time) throws IOException {
        var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 100_000, 8));
        return new Connections(
                dialer,
                new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC()),
                "test",
                Deadline.in(time));
    }

    /// Somebody else who wants a connection to the origin; returns when they wait for it.
    private CompletableFuture<Connections.Opened> waiting(Connections connections) throws InterruptedException {
        var opened = new CompletableFuture<Connections.Opened>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                opened.complete(connections.to(origin, loopback));
            } catch (InterruptedException stopped) {
                opened.completeExceptionally(stopped);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING && !opened.isDone()) {
            Thread.onSpinWait();
        }
        return opened;
    }

    @Test
    void whoWantsTheSameWaitsAndGoesOnWithIt() throws Exception {
        try (var connections = connections(Duration.ofSeconds(60))) {
            var first = connections.to(origin, loopback);
            var other = waiting(connections);
            assertThat(other.isDone()).isFalse();
            assertThat(first.get("/").answer()).isNotNull();
            connections.keep(origin, loopback, first);
            var second = other.get(30, TimeUnit.SECONDS);
            assertThat(second.get("/").answer()).isNotNull();
            connections.keep(origin, loopback, second);
            assertThat(clients).hasSize(1);
        }
    }

    @Test
    void whoAsksForMoreGoesBesideOthersAndAllAreUsedAgain() throws Exception {
        try (var connections = connections(Duration.ofSeconds(60))) {
            for (var round = 0; round < 3; round++) {
                var first = connections.to(origin, loopback, 2);
                var second = connections.to(origin, loopback, 2);
                assertThat(first.get("/").answer()).isNotNull();
                assertThat(second.get("/").answer()).isNotNull();
                connections.keep(origin, loopback, first);
                connections.keep(origin, loopback, second);
            }
            assertThat(clients).hasSize(2);
        }
    }

    @Test
    void aNewOneIsMadeWhereTheOldOneEnded() throws Exception {
        try (var connections = connections(Duration.ofSeconds(60))) {
            var first = connections.to(origin, loopback);
            first.get("/");
            var other = waiting(connections);
            assertThat(first.http()).isNotNull().satisfies(HttpConnection::close);
            connections.keep(origin, loopback, first);
            assertThat(other.get(30, TimeUnit.SECONDS).get("/").answer()).isNotNull();
            assertThat(clients).hasSize(2);
        }
    }

    @Test
    @Timeout(30)
    void nobodyWaitsBeyondTheHostsTime() throws Exception {
        try (var connections = connections(Duration.ofMillis(200))) {
            var first = connections.to(origin, loopback);
            var second = connections.to(origin, loopback);
            connections.keep(origin, loopback, second);
            connections.keep(origin, loopback, first);
        }
    }
}
