package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One host over http and https, side by side: a host that stays silent on both costs the wait once. Used by one
/// thread.
final class HostWeb implements AutoCloseable {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final HttpProber plain;
    private final HttpProber secure;

    HostWeb(Supplier<HttpProber> probers) {
        plain = probers.get();
        secure = probers.get();
    }

    /// Asks for the start pages.
    ///
    /// @param http where port 80 is open
    /// @param https where port 443 is open; the first is spoken to, the others only shown their certificates
    void roots(Host host, Optional<InetAddress> http, List<InetAddress> https) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var overHttp = threads.submit(() -> {
                if (http.isPresent()) {
                    plain.root("root", Origin.of("http", host), http.get());
                }
                return true;
            });
            try {
                if (!https.isEmpty()) {
                    var origin = Origin.of("https", host);
                    secure.root("root", origin, https.getFirst());
                    for (var further : https.subList(1, https.size())) {
                        secure.handshake(origin, further);
                    }
                }
                overHttp.get();
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
    }

    /// Asks for paths one after another, over https where the host answered there.
    ///
    /// @return why it stopped early, empty when all were asked; nothing when the host answered nowhere
    Optional<String> paths(
            Host host, List<Probe> probes, Optional<InetAddress> http, List<InetAddress> https, RandomGenerator random)
            throws InterruptedException {
        if (!https.isEmpty() && secure.answered("https")) {
            return Optional.of(secure.paths(Origin.of("https", host), https.getFirst(), probes, random));
        }
        return http.isPresent() && plain.answered("http")
                ? Optional.of(plain.paths(Origin.of("http", host), http.get(), probes, random))
                : Optional.empty();
    }

    /// The handshakes, those on the way from http first.
    List<TlsObservation> tls() {
        var all = new ArrayList<>(plain.tls());
        all.addAll(secure.tls());
        return all;
    }

    /// The requests, those from http first; each still points at the first of its chain.
    List<Exchange> exchanges() {
        var all = new ArrayList<>(plain.exchanges());
        var shift = all.size();
        secure.exchanges().forEach(exchange -> all.add(exchange.withChain(exchange.chain() + shift)));
        return all;
    }

    /// What an open port was heard to speak.
    record Spoken(String address, int port, String service) {}

    /// The ports that answered: http, https, or TLS with something else within.
    List<Spoken> spoken() {
        var spoken = new ArrayList<Spoken>();
        for (var seen : secure.tls()) {
            seen.completed().ifPresent(_ -> spoken.add(new Spoken(seen.address(), seen.port(), "tls")));
        }
        for (var made : exchanges()) {
            if (made.hop() == 0 && made.answered().isPresent()) {
                var service = made.isHttps() ? "https" : "http";
                spoken.add(new Spoken(made.address(), made.isHttps() ? HTTPS : HTTP, service));
            }
        }
        return spoken;
    }

    @Override
    public void close() {
        plain.close();
        secure.close();
    }
}
