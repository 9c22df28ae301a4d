package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.tls.StartTls;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TlsSurveyor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// What the TLS servers of one host speak: the outline in standard mode, everything in active mode.
///
/// Asked where a handshake was answered or failed inside TLS, since a server that is too old for the JDK fails there;
/// where nothing answered, nothing is asked. Safe for use by several threads.
final class HostTls {

    private record Place(String address, int port, String name) {

        static Place of(TlsObservation seen) {
            return new Place(seen.address(), seen.port(), seen.serverName());
        }
    }

    /// MySQL counts handshakes that are broken off, and locks the client out after a hundred: it is asked little.
    private static final String COUNTS_FAILURES = "mysql";

    private final TlsInspector inspector;
    private final TlsSurveyor surveyor;
    private final TlsSupport.Depth depth;
    private final Deadline deadline;
    private final Map<Place, TlsSupport> found = new ConcurrentHashMap<>();
    private final List<TlsObservation> started = new CopyOnWriteArrayList<>();

    HostTls(TlsInspector inspector, TlsSurveyor surveyor, ScanMode mode, Deadline deadline) {
        this.inspector = inspector;
        this.surveyor = surveyor;
        this.deadline = deadline;
        depth = mode.includes(ScanMode.ACTIVE) ? TlsSupport.Depth.FULL : TlsSupport.Depth.OUTLINE;
    }

    /// Asks the servers behind the host's own handshakes, one after another; those of an address without a name.
    void survey(Host host, List<TlsObservation> handshakes) throws InterruptedException {
        for (var seen : handshakes) {
            if (isOwn(host, seen)) {
                survey(host, seen, Optional.empty(), depth);
            }
        }
    }

    /// Changes the host's recognised services to TLS, side by side, and asks what they speak within it; in active mode,
    /// where services are recognised at all. A service is asked once.
    void start(Host host, List<PortObservation> open) throws InterruptedException {
        var changes = new ArrayList<Callable<TlsObservation>>();
        for (var port : open) {
            var preamble = port.identified()
                            .filter(known -> known.transport() == Transport.TCP)
                            .isPresent()
                    ? StartTls.of(port.service(), name(host))
                    : Optional.<StartTls>empty();
            var address = IpAddresses.parse(port.address());
            if (preamble.isPresent() && address.isPresent() && !isStarted(port)) {
                changes.add(() -> start(host, address.get(), port.port(), preamble.get()));
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var change : threads.invokeAll(changes)) {
                started.add(change.get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private boolean isStarted(PortObservation port) {
        return started.stream()
                .anyMatch(seen -> seen.port() == port.port() && seen.address().equals(port.address()));
    }

    private TlsObservation start(Host host, InetAddress address, int port, StartTls preamble)
            throws InterruptedException {
        var result = inspector.inspect(address, port, name(host), preamble, deadline);
        result.connection().ifPresent(HostTls::close);
        var enough = preamble.protocol().equals(COUNTS_FAILURES) ? TlsSupport.Depth.OUTLINE : depth;
        survey(host, result.observation(), Optional.of(preamble), enough);
        return result.observation();
    }

    private void survey(Host host, TlsObservation seen, Optional<StartTls> preamble, TlsSupport.Depth much)
            throws InterruptedException {
        var address = IpAddresses.parse(seen.address());
        if (address.isPresent() && isTls(seen) && !found.containsKey(Place.of(seen))) {
            found.put(Place.of(seen), surveyor.survey(seen, address.get(), name(host), preamble, much, deadline));
        }
    }

    private static boolean isOwn(Host host, TlsObservation seen) {
        return host.isAddress()
                ? seen.serverName().isEmpty() && seen.address().equals(host.value())
                : seen.serverName().equals(host.value());
    }

    private static Optional<DomainName> name(Host host) {
        return host.isAddress() ? Optional.empty() : Optional.of(host.name());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }

    /// The handshakes after a change to TLS, those that did not come about among them.
    List<TlsObservation> started() {
        return started;
    }

    /// The handshakes, the first at each place with what was found there.
    List<TlsObservation> with(List<TlsObservation> handshakes) {
        var left = new HashMap<>(found);
        var all = new ArrayList<TlsObservation>();
        for (var seen : handshakes) {
            var support = left.remove(Place.of(seen));
            all.add(support == null ? seen : seen.withSupport(support));
        }
        return all;
    }

    private static boolean isTls(TlsObservation seen) {
        return seen.outcome() == ExchangeOutcome.ANSWERED
                || seen.outcome() == ExchangeOutcome.TLS_FAILED
                || TlsInspector.saidTooMuch(seen);
    }
}
