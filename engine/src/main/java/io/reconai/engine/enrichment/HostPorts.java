package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.ports.Greeting;
import io.reconai.engine.ports.PortAnswer;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.ports.PortScanner;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The ports of one host: tried on each address, and those that are open listened to. Used by one thread.
final class HostPorts {

    private static final PortList WEB = PortList.of(80, 443);

    /// HTTP speaks only when spoken to; waiting for its greeting would cost most of the time a host takes.
    private static final Set<Integer> CLIENT_SPEAKS_FIRST =
            Set.of(80, 443, 8080, 8443, 8000, 8888, 8081, 8008, 3000, 5000, 9000, 9090, 8082, 9443, 4443, 8444, 8880);

    /// A host that accepts this many is no host with many services but one that accepts anything.
    private static final int TARPIT = 60;

    private final PortScanner scanner;
    private final Dialer dialer;
    private final Deadline deadline;
    private final List<PortObservation> open = new ArrayList<>();
    private final List<PortGroup> others = new ArrayList<>();
    private final List<Silent> silent = new ArrayList<>();

    HostPorts(PortScanner scanner, Dialer dialer, Deadline deadline) {
        this.scanner = scanner;
        this.dialer = dialer;
        this.deadline = deadline;
    }

    /// Tries the ports of the web, which say what else may be done meanwhile.
    void scanWeb(List<InetAddress> probed, List<InetAddress> all, ScanRequest request) throws InterruptedException {
        var ports = wanted(request);
        for (var address : all) {
            dialer.forbids(address)
                    .ifPresent(rule -> others.add(new PortGroup(
                            IpAddresses.text(address), PortState.BLOCKED, rule, PortList.ranges(ports.ports()))));
        }
        var web = new PortList(
                ports.ports().stream().filter(WEB.ports()::contains).toList());
        for (var address : probed) {
            keep(address, scanner.scan(address, web, deadline));
        }
    }

    /// Tries the other ports and listens at those that are open; in active mode only.
    void scanRest(List<InetAddress> probed, List<InetAddress> all, ScanRequest request, CoverageList coverage)
            throws InterruptedException {
        var active = request.mode().includes(ScanMode.ACTIVE);
        if (active) {
            var rest = new PortList(wanted(request).ports().stream()
                    .filter(port -> !WEB.ports().contains(port))
                    .toList());
            for (var address : probed) {
                keep(address, scanner.scan(address, rest, deadline));
            }
            listen();
        }
        cover(probed, all, active, coverage);
    }

    private static PortList wanted(ScanRequest request) {
        return request.mode().includes(ScanMode.ACTIVE) ? request.ports() : WEB;
    }

    List<PortObservation> open() {
        return open;
    }

    List<PortGroup> others() {
        return others;
    }

    Optional<InetAddress> firstOpen(List<InetAddress> addresses, int port) {
        return allOpen(addresses, port).stream().findFirst();
    }

    List<InetAddress> allOpen(List<InetAddress> addresses, int port) {
        return addresses.stream()
                .filter(address -> open.stream()
                        .anyMatch(seen -> seen.port() == port && seen.address().equals(IpAddresses.text(address))))
                .toList();
    }

    private void keep(InetAddress address, List<PortAnswer> answers) {
        var text = IpAddresses.text(address);
        Map<PortGroup, List<Integer>> grouped = new LinkedHashMap<>();
        var accepted = new ArrayList<PortAnswer>();
        for (var answer : answers) {
            if (answer.state() == PortState.OPEN) {
                accepted.add(answer);
            } else {
                grouped.computeIfAbsent(
                                new PortGroup(text, answer.state(), answer.reason(), ""), _ -> new ArrayList<>())
                        .add(answer.port());
            }
        }
        grouped.forEach((group, ports) ->
                others.add(new PortGroup(text, group.state(), group.reason(), PortList.ranges(ports))));
        accepted.sort((left, right) -> Integer.compare(left.port(), right.port()));
        for (var answer : accepted) {
            open.add(new PortObservation(
                    text, answer.port(), PortState.OPEN, answer.reason(), "", "", answer.elapsedMs()));
        }
        if (accepted.size() < TARPIT) {
            accepted.stream()
                    .map(PortAnswer::port)
                    .filter(port -> !CLIENT_SPEAKS_FIRST.contains(port))
                    .forEach(port -> silent.add(new Silent(address, port)));
        }
    }

    /// An open port that was not listened to yet.
    private record Silent(InetAddress address, int port) {}

    /// Listens at all open ports side by side: most of it is waiting for services that stay silent.
    private void listen() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Greeting>> tasks = silent.stream()
                    .map(at -> (Callable<Greeting>) () -> Greeting.listen(dialer, at.address, at.port, deadline))
                    .toList();
            var heard = threads.invokeAll(tasks);
            for (var i = 0; i < heard.size(); i++) {
                keep(silent.get(i), heard.get(i).get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private void keep(Silent at, Greeting greeting) {
        recognise(IpAddresses.text(at.address), at.port, greeting.service(), greeting.banner());
    }

    /// Notes what an open port speaks, as it was heard.
    void recognise(String address, int port, String service, String banner) {
        open.replaceAll(seen -> seen.port() == port && seen.address().equals(address)
                ? new PortObservation(address, port, seen.state(), seen.reason(), service, banner, seen.elapsedMs())
                : seen);
    }

    private void cover(List<InetAddress> probed, List<InetAddress> all, boolean active, CoverageList coverage) {
        var probe = "port_scan";
        if (all.isEmpty()) {
            coverage.notApplicable(probe);
        } else if (probed.isEmpty()) {
            coverage.blocked(probe, dialer.forbids(all.getFirst()).orElse(""));
        } else if (!active) {
            coverage.notAllowed(probe);
        } else if (others.stream().anyMatch(group -> group.state() == PortState.FAILED)) {
            coverage.failed(probe, "some ports could not be tried");
        } else if (open.isEmpty() && others.stream().allMatch(group -> group.state() == PortState.FILTERED)) {
            coverage.timedOut(probe, "no port answered");
        } else {
            coverage.ok(probe);
        }
    }
}
