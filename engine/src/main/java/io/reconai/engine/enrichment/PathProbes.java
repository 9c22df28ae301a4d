package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Host;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.web.Baseline;
import io.reconai.engine.web.PathShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Asks one origin for the paths that detectors need, in an order that makes the most of a fixed number of requests.
///
/// First random paths, which show how the origin answers what is not there, and end it where that has no end; then
/// the likeliest paths, then those that the answers so far give reason for, then the rest; at the end the first
/// random path again, which shows whether the origin began to block in between. The first sign of being unwelcome
/// ends it. Used by one thread.
final class PathProbes {

    /// Requests on one origin, whatever detectors would like: all that are asked for without a reason, and a few more.
    static final int MOST = 160;

    /// Asked before the answers so far are looked at; the detectors that matter most come first.
    private static final int LIKELIEST = 90;

    /// Asks for paths in their order.
    ///
    /// Returns why it stopped early, nothing when there is no origin.
    @FunctionalInterface
    interface Asking {
        Optional<String> ask(List<Probe> probes) throws InterruptedException;
    }

    private final List<Detector> detectors;
    private final Asking asking;
    private final Supplier<List<Exchange>> seen;
    private final List<Probe> asked = new ArrayList<>();
    private Optional<String> stopped = Optional.of("");

    /// @param seen the requests made so far
    PathProbes(List<Detector> detectors, Asking asking, Supplier<List<Exchange>> seen) {
        this.detectors = detectors;
        this.asking = asking;
        this.seen = seen;
    }

    /// Asks for the random and the likeliest paths. The rest is for [#goOn].
    ///
    /// @return why it stopped early; empty text when it did not, nothing when there is no origin to ask
    Optional<String> begin(Host host) throws InterruptedException {
        var probes = probes(host);
        request(samples(probes.stream().map(probe -> PathShape.of(probe.path()))));
        if (goesOn() && Baseline.isEndless(seen.get())) {
            stopped = Optional.of("the host answers every path with a page that does not end");
        }
        request(samples(Baseline.doubtful(seen.get()).stream()));
        request(probes.subList(0, Math.min(LIKELIEST, probes.size())));
        return stopped;
    }

    /// Asks for what all that was seen so far gives reason for, and for the rest.
    ///
    /// @return as [#begin], which came before
    Optional<String> goOn(Host host) throws InterruptedException {
        if (goesOn()) {
            var exchanges = seen.get();
            request(detectors.stream()
                    .flatMap(detector -> detector.furtherProbes(host, exchanges).stream())
                    .toList());
        }
        var probes = probes(host);
        request(probes.subList(Math.min(LIKELIEST, probes.size()), probes.size()));
        if (goesOn()) {
            var again = Baseline.firstPath(seen.get()).map(path -> new Probe(Baseline.AGAIN, path, Probe.Manner.FILE));
            stopped = again.isPresent() ? asking.ask(List.of(again.get())) : stopped;
        }
        return stopped;
    }

    private List<Probe> probes(Host host) {
        return detectors.stream()
                .flatMap(detector -> detector.probes(host).stream())
                .toList();
    }

    private static List<Probe> samples(Stream<PathShape> shapes) {
        return shapes.distinct()
                .sorted()
                .map(shape -> new Probe(Baseline.PROBE, shape.sample(), Probe.Manner.FILE))
                .toList();
    }

    /// Random paths may be asked for twice, since they are others each time; one place is left for the last of all.
    private void request(List<Probe> wanted) throws InterruptedException {
        var next = wanted.stream()
                .filter(probe -> probe.path().contains("%RANDOM%") || !asked.contains(probe))
                .distinct()
                .limit(Math.max(0, MOST - 1 - asked.size()))
                .toList();
        if (goesOn() && !next.isEmpty()) {
            asked.addAll(next);
            stopped = asking.ask(next);
        }
    }

    private boolean goesOn() {
        return stopped.filter(String::isEmpty).isPresent();
    }
}
