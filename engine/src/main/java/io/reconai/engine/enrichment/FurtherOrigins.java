package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import io.reconai.engine.net.IpAddresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sites of a host beside those on 80 and 443: on ports that were heard to speak HTTP or TLS, and on open ports on
/// which sites usually are.
///
/// All side by side, 16 at most. Plain http goes first, since a TLS server is quick to refuse it; on ports that are
/// named after https it is the other way round. Used by one thread.
final class FurtherOrigins {

    private static final Set<Integer> MAIN = Set.of(80, 443);
    private static final Set<Integer> USUAL = Set.of(8080, 8443, 8000, 8888, 3000, 5000, 9000, 9090, 9443);
    private static final Set<String> HTTP = Set.of("http", "https", "tls");

    /// A host with more sites is a hosting platform; the first show what it is.
    private static final int MOST = 16;

    /// An address that accepts this many accepts anything; being open means nothing there.
    private static final int TARPIT = 60;

    private static final String PROBE = "origin";
    private static final int BAD_REQUEST = 400;

    private final Host host;
    private final Supplier<HttpProber> probers;

    FurtherOrigins(Host host, Supplier<HttpProber> probers) {
        this.host = host;
        this.probers = probers;
    }

    /// What is worth asking among the open ports.
    static List<PortObservation> among(List<PortObservation> open) {
        var counts = open.stream().collect(Collectors.groupingBy(PortObservation::address, Collectors.counting()));
        return open.stream()
                .filter(port -> port.state() == PortState.OPEN && !MAIN.contains(port.port()))
                .filter(port -> HTTP.contains(port.service())
                        || port.service().isEmpty()
                                && port.banner().isEmpty()
                                && USUAL.contains(port.port())
                                && counts.getOrDefault(port.address(), 0L) < TARPIT)
                .sorted(Comparator.comparing((PortObservation port) -> !HTTP.contains(port.service()))
                        .thenComparing(PortObservation::port))
                .limit(MOST)
                .toList();
    }

    /// Asks them all and hands back those who asked, with what they saw.
    List<HttpProber> ask(List<PortObservation> ports) throws InterruptedException {
        var asking = new ArrayList<HttpProber>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = ports.stream()
                    .map(port -> {
                        var prober = probers.get();
                        asking.add(prober);
                        return threads.submit(() -> ask(prober, port));
                    })
                    .toList();
            try {
                for (var task : tasks) {
                    task.get();
                }
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
        return asking;
    }

    private @Nullable Void ask(HttpProber prober, PortObservation port) throws InterruptedException {
        for (var scheme : schemes(port)) {
            var answered = root(prober, scheme, port);
            if (answered) {
                break;
            }
        }
        return null;
    }

    private static List<String> schemes(PortObservation port) {
        return switch (port.service()) {
            case "http" -> List.of("http");
            case "https", "tls" -> List.of("https");
            default -> port.port() % 1_000 == 443 ? List.of("https", "http") : List.of("http", "https");
        };
    }

    /// True when the port was found to speak it. A TLS server may say in plain http that it wants TLS, with status 400.
    private boolean root(HttpProber prober, String scheme, PortObservation port) throws InterruptedException {
        var address = IpAddresses.parse(port.address());
        if (address.isEmpty()) {
            return false;
        }
        var first = prober.exchanges().size();
        var answered = prober.root(PROBE, Origin.of(scheme, host, port.port()), address.get());
        var refused = prober.exchanges()
                .get(first)
                .answered()
                .filter(answer -> answer.status() == BAD_REQUEST)
                .isPresent();
        return answered && !(refused && scheme.equals("http"));
    }
}
