package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.services.DatagramExplorer;
import io.reconai.engine.services.Exploration;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// What answers over UDP at the addresses of one host, where the operator wants that asked; in active mode only.
///
/// An answer is an open port. A refusal and silence are told by the coverage alone: silence is open or filtered, and
/// nobody can tell which. Used by one thread.
final class HostDatagrams {

    private static final String PROBE = "udp_ports";

    /// What became of a question, in the words of the coverage.
    private enum Said {
        ANSWERED("answered"),
        CLOSED("closed"),
        UNKNOWN("open or filtered, no answer"),
        FAILED("could not be asked");

        private final String words;

        Said(String words) {
            this.words = words;
        }
    }

    private final DatagramExplorer explorer;
    private final Deadline deadline;
    private final List<PortObservation> answered = new ArrayList<>();
    private final Map<Said, List<String>> said = new EnumMap<>(Said.class);

    HostDatagrams(DatagramExplorer explorer, Deadline deadline) {
        this.explorer = explorer;
        this.deadline = deadline;
    }

    /// Where a question is asked.
    private record At(InetAddress address, int port) {}

    /// Asks all ports at all addresses side by side.
    void ask(List<InetAddress> probed, ScanRequest request) throws InterruptedException {
        if (!request.mode().includes(ScanMode.ACTIVE)) {
            return;
        }
        var all = probed.stream()
                .flatMap(address -> request.datagrams().ports().stream().map(port -> new At(address, port)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = threads.invokeAll(all.stream()
                    .map(at -> (Callable<Outcome<Exploration>>) () -> explorer.ask(at.address, at.port, deadline))
                    .toList());
            for (var i = 0; i < all.size(); i++) {
                keep(all.get(i), outcomes.get(i).get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    List<PortObservation> answered() {
        return answered;
    }

    /// Says how it went, where it was wanted.
    void cover(ScanRequest request, CoverageList coverage) {
        if (request.datagrams().ports().isEmpty()) {
            return;
        }
        var detail = said.entrySet().stream()
                .map(entry -> entry.getKey().words + ": " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        if (!request.mode().includes(ScanMode.ACTIVE)) {
            coverage.notAllowed(PROBE);
        } else if (said.isEmpty()) {
            coverage.notApplicable(PROBE);
        } else if (said.containsKey(Said.FAILED)) {
            coverage.failed(PROBE, detail);
        } else if (said.containsKey(Said.ANSWERED) || said.containsKey(Said.CLOSED)) {
            coverage.ok(PROBE, detail);
        } else {
            coverage.timedOut(PROBE, detail);
        }
    }

    private void keep(At at, Outcome<Exploration> outcome) {
        switch (outcome) {
            case Outcome.Answered<Exploration> heard -> {
                answered.add(open(at, heard.value(), heard.elapsed()));
                note(at, Said.ANSWERED);
            }
            case Outcome.Refused<Exploration> _ -> note(at, Said.CLOSED);
            case Outcome.TimedOut<Exploration> _ -> note(at, Said.UNKNOWN);
            case Outcome.Unreachable<Exploration> _ -> note(at, Said.UNKNOWN);
            case Outcome.Blocked<Exploration> _ -> note(at, Said.FAILED);
            case Outcome.Failed<Exploration> _ -> note(at, Said.FAILED);
        }
    }

    private static PortObservation open(At at, Exploration heard, Duration elapsed) {
        return new PortObservation(
                IpAddresses.text(at.address),
                at.port,
                PortState.OPEN,
                "answered",
                heard.service(),
                heard.banner(),
                elapsed.toMillis(),
                heard.identity());
    }

    private void note(At at, Said what) {
        said.computeIfAbsent(what, _ -> new ArrayList<>()).add(IpAddresses.text(at.address) + " port " + at.port);
    }
}
