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

    HostPorts(PortScanner scanner, Dialer dialer, Deadline deadline) {
        this.scanner = scanner;
        this.dialer = dialer;
        this.deadline = deadline;
    }

    /// @param probed those of the host's addresses that may be talked to
    void scan(List<InetAddress> probed, List<InetAddress> all, ScanRequest request, CoverageList coverage)
            throws InterruptedException {
        var active = request.mode().includes(ScanMode.ACTIVE);
        var ports = active ? request.ports() : WEB;
        for (var address : all) {
            var rule = dialer.forbids(address);
            rule.ifPresent(forbidden -> others.add(new PortGroup(
                    IpAddresses.text(address), PortState.BLOCKED, forbidden, PortList.ranges(ports.ports()))));
        }
        for (var address : probed) {
            keep(address, scanner.scan(address, ports, deadline), active);
        }
        cover(probed, all, active, coverage);
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

    private void keep(InetAddress address, List<PortAnswer> answers, boolean active) throws InterruptedException {
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
        var greetings = active && accepted.size() < TARPIT ? greetings(address, accepted) : Map.<Integer, Greeting>of();
        for (var answer : accepted) {
            var greeting = greetings.getOrDefault(answer.port(), Greeting.NONE);
            open.add(new PortObservation(
                    text,
                    answer.port(),
                    PortState.OPEN,
                    answer.reason(),
                    greeting.service(),
                    greeting.banner(),
                    answer.elapsedMs()));
        }
    }

    /// Listens at all open ports side by side: most of it is waiting for services that stay silent.
    private Map<Integer, Greeting> greetings(InetAddress address, List<PortAnswer> accepted)
            throws InterruptedException {
        var greetings = new LinkedHashMap<Integer, Greeting>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Map.Entry<Integer, Greeting>>> tasks = accepted.stream()
                    .map(PortAnswer::port)
                    .filter(port -> !CLIENT_SPEAKS_FIRST.contains(port))
                    .map(port -> (Callable<Map.Entry<Integer, Greeting>>)
                            () -> Map.entry(port, Greeting.listen(dialer, address, port, deadline)))
                    .toList();
            for (var heard : threads.invokeAll(tasks)) {
                var entry = heard.get();
                greetings.put(entry.getKey(), entry.getValue());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
        return greetings;
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
