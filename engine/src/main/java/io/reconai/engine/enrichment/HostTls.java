package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.tls.TlsSurveyor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the TLS servers of one host speak: the outline in standard mode, everything in active mode.
///
/// Asked where a handshake was answered or failed inside TLS, since a server that is too old for the JDK fails there;
/// where nothing answered, nothing is asked. Used by one thread at a time.
final class HostTls {

    private record Place(String address, int port, String name) {

        static Place of(TlsObservation seen) {
            return new Place(seen.address(), seen.port(), seen.serverName());
        }
    }

    private final TlsSurveyor surveyor;
    private final TlsSupport.Depth depth;
    private final Deadline deadline;
    private final Map<Place, TlsSupport> found = new HashMap<>();

    HostTls(TlsSurveyor surveyor, ScanMode mode, Deadline deadline) {
        this.surveyor = surveyor;
        this.deadline = deadline;
        depth = mode.includes(ScanMode.ACTIVE) ? TlsSupport.Depth.FULL : TlsSupport.Depth.OUTLINE;
    }

    /// Asks the servers behind the host's own handshakes, one after another; not those of a host without a name, since
    /// they are asked for by name.
    void survey(Host host, List<TlsObservation> handshakes) throws InterruptedException {
        if (host.isAddress()) {
            return;
        }
        for (var seen : handshakes) {
            var address = IpAddresses.parse(seen.address());
            var isOwn = seen.serverName().equals(host.value()) && !found.containsKey(Place.of(seen));
            if (isOwn && address.isPresent() && isTls(seen)) {
                found.put(
                        Place.of(seen),
                        surveyor.survey(seen, address.get(), host.name(), Optional.empty(), depth, deadline));
            }
        }
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
        return seen.outcome() == ExchangeOutcome.ANSWERED || seen.outcome() == ExchangeOutcome.TLS_FAILED;
    }
}
