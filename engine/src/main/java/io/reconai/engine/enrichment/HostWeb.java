package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.http.Connections;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import io.reconai.engine.mail.BimiRecord;
import io.reconai.engine.mail.MtaStsPolicy;
import io.reconai.engine.services.HttpAccess;
import io.reconai.engine.web.VirtualHosting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One host over http and https, side by side: a host that stays silent on both costs the wait once. Used by
/// one thread.
///
/// What is asked for, and why, per host: the start page over http and over https with its redirects; on one of
/// the two robots.txt and sitemap.xml (they name further hosts), security.txt (whom to tell), the icon (what
/// product it is) and the scripts that the start page loads from its own origin (which libraries it uses); of
/// a domain that announces one, its policy for mail; in active mode also the start pages on further ports, the
/// paths of detectors, and the start page by address and by an unknown name (whether the site is the host's
/// own).
final class HostWeb implements AutoCloseable {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Set<String> START_PAGES = Set.of("root", "origin");

    private final Host host;
    private final Connections connections;
    private final Supplier<HttpProber> probers;
    private final HttpProber plain;
    private final HttpProber secure;
    private final List<HttpProber> further = new ArrayList<>();

    /// @param connections of the host
    /// @param probers that use them
    HostWeb(Host host, Connections connections, Supplier<HttpProber> probers) {
        this.host = host;
        this.connections = connections;
        this.probers = probers;
        plain = probers.get();
        secure = probers.get();
    }

    /// Asks for the start pages.
    ///
    /// @param http where port 80 is open
    /// @param https where port 443 is open; the first is spoken to, the others only shown their certificates
    void roots(Optional<InetAddress> http, List<InetAddress> https) throws InterruptedException {
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
            List<Probe> probes, Optional<InetAddress> http, List<InetAddress> https, RandomGenerator random)
            throws InterruptedException {
        if (!https.isEmpty() && secure.answered("https")) {
            return Optional.of(secure.paths(Origin.of("https", host), https.getFirst(), probes, random));
        }
        return http.isPresent() && plain.answered("http")
                ? Optional.of(plain.paths(Origin.of("http", host), http.get(), probes, random))
                : Optional.empty();
    }

    /// Asks for the start pages on further ports.
    void further(List<PortObservation> open) throws InterruptedException {
        further.addAll(new FurtherOrigins(host, probers).ask(FurtherOrigins.among(open)));
    }

    /// Asks the host of the domain's MTA-STS policy for it, as senders of mail do: over https, and no further
    /// (RFC 8461 §3.3).
    void mailPolicy(DomainName policyHost, InetAddress address, RandomGenerator random) throws InterruptedException {
        ask(policyHost, address, new Probe(MtaStsPolicy.LABEL, MtaStsPolicy.PATH), random);
    }

    /// Asks for the logo of the domain's mail, once and no further.
    ///
    /// @param path with its query, encoded
    void logo(DomainName logoHost, InetAddress address, String path, RandomGenerator random)
            throws InterruptedException {
        ask(logoHost, address, new Probe(BimiRecord.PROBE, path), random);
    }

    private void ask(DomainName other, InetAddress address, Probe probe, RandomGenerator random)
            throws InterruptedException {
        var prober = probers.get();
        prober.paths(Origin.of("https", Host.of(other, host.domain())), address, List.of(probe), random);
        further.add(prober);
    }

    /// Asks products over the same connections, for what they give to everybody.
    HostAccess access(HttpAccess questions, RandomGenerator random) {
        return new HostAccess(host, probers, questions, random);
    }

    /// Asks for what the start page loads from its own origin and what tells the product: the icon, then scripts.
    void parts(Optional<InetAddress> http, List<InetAddress> https) throws InterruptedException {
        if (!https.isEmpty() && secure.answered("https")) {
            parts(secure, Origin.of("https", host), https.getFirst());
        } else if (http.isPresent() && plain.answered("http")) {
            parts(plain, Origin.of("http", host), http.get());
        }
    }

    private static void parts(HttpProber prober, Origin origin, InetAddress address) throws InterruptedException {
        prober.icon(origin, address);
        prober.scripts(origin, address);
    }

    /// Asks for what the address gives to those who know no name of it: by its address, and by a name that
    /// nobody has.
    void defaults(Optional<InetAddress> http, List<InetAddress> https, RandomGenerator random)
            throws InterruptedException {
        if (!https.isEmpty() && secure.answered("https")) {
            defaults(secure, "https", https.getFirst(), random);
        } else if (http.isPresent() && plain.answered("http")) {
            defaults(plain, "http", http.get(), random);
        }
    }

    private void defaults(HttpProber prober, String scheme, InetAddress address, RandomGenerator random)
            throws InterruptedException {
        if (!host.isAddress()) {
            var own = Origin.of(scheme, Host.of(address, host.domain()));
            prober.paths(own, address, List.of(new Probe(VirtualHosting.BY_ADDRESS, "/")), random);
        }
        var unknown = new DomainName("reconai-" + Long.toString(random.nextLong(1L << 60), 36) + ".invalid");
        prober.paths(
                Origin.of(scheme, Host.of(unknown, host.domain())),
                address,
                List.of(new Probe(VirtualHosting.BY_UNKNOWN_NAME, "/")),
                random);
    }

    /// The handshakes, the host's own first.
    List<TlsObservation> tls() {
        return connections.tls().stream()
                .sorted(Comparator.comparing((TlsObservation seen) -> !isOwn(seen))
                        .thenComparing(TlsObservation::port))
                .toList();
    }

    private boolean isOwn(TlsObservation seen) {
        return seen.serverName().equals(host.isAddress() ? "" : host.value());
    }

    /// The requests, those from http first; each still points at the first of its chain.
    List<Exchange> exchanges() {
        var all = new ArrayList<>(plain.exchanges());
        append(secure, all);
        further.forEach(prober -> append(prober, all));
        return all;
    }

    private static void append(HttpProber prober, List<Exchange> all) {
        var shift = all.size();
        prober.exchanges().forEach(exchange -> all.add(exchange.withChain(exchange.chain() + shift)));
    }

    /// What an open port was heard to speak; the answer is null where it said nothing within TLS.
    record Spoken(
            String address,
            int port,
            String service,
            @Nullable HttpAnswer answer) {}

    /// The ports that answered: http, https, or TLS with something else within; where a redirect leads on at the same
    /// port, its target too, since products send visitors of their start page to their login.
    List<Spoken> spoken() {
        var spoken = new ArrayList<Spoken>();
        for (var seen : tls()) {
            seen.completed().ifPresent(_ -> spoken.add(new Spoken(seen.address(), seen.port(), "tls", null)));
        }
        for (var made : exchanges()) {
            if (isOwnStart(made) && made.answered().isPresent()) {
                var service = made.isHttps() ? "https" : "http";
                spoken.add(new Spoken(made.address(), port(made), service, made.answer()));
            }
        }
        return spoken;
    }

    private boolean isOwnStart(Exchange made) {
        return START_PAGES.contains(made.probe())
                && (made.hop() == 0 || host.value().equals(made.host()));
    }

    private static int port(Exchange made) {
        var port = made.uri().getPort();
        return port > 0 ? port : made.isHttps() ? HTTPS : HTTP;
    }

    /// True when a port said something that is neither HTTP nor TLS.
    boolean spokeOtherwise(int port) {
        return exchanges().stream()
                .filter(made -> made.hop() == 0 && START_PAGES.contains(made.probe()) && port(made) == port)
                .anyMatch(made ->
                        made.outcome() == ExchangeOutcome.MALFORMED || made.outcome() == ExchangeOutcome.TLS_FAILED);
    }

    @Override
    public void close() {
        connections.close();
    }
}
