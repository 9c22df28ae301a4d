package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.ports.PortAnswer;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.ports.PortScanner;
import io.reconai.engine.ports.Throttling;
import io.reconai.engine.services.Exploration;
import io.reconai.engine.services.ServiceExplorer;
import io.reconai.engine.tls.TlsInspector;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The ports of one host: tried on each address, and what speaks on the open ones. Used by one thread.
final class HostPorts {

    private static final PortList WEB = PortList.of(80, 443);

    /// Nobody assigns services here: who accepts on several of these accepts anything.
    private static final int FIRST_STRAY = 30_000;

    private static final int LAST_STRAY = 60_000;
    private static final int STRAYS = 3;

    /// On a host that accepts everything only these are listened to, for real services behind the front.
    private static final List<Integer> WORTH_LISTENING = List.of(21, 22, 25, 110, 143, 587, 3306, 5900);

    /// Whose services greet, or change to TLS, which is waited for longest where they stay silent: tried and explored
    /// while the others are tried.
    private static final Set<Integer> GREETING =
            Set.of(21, 22, 23, 25, 110, 119, 143, 389, 587, 873, 2525, 3306, 5222, 5269, 5432, 5900);

    /// The names of what speaks the web's protocols and is nothing more as far as is known.
    private static final Set<String> WEB_ONLY = Set.of("http", "https", "tls");

    private final PortScanner scanner;
    private final ServiceExplorer explorer;
    private final TlsInspector tlsInspector;
    private final Dialer dialer;
    private final Host host;
    private final RandomGenerator random;
    private final Deadline deadline;
    private final List<PortObservation> open = new ArrayList<>();
    private final List<PortGroup> others = new ArrayList<>();
    private final List<TlsObservation> handshakes = new CopyOnWriteArrayList<>();
    private final Set<InetAddress> acceptingAll = new HashSet<>();
    private boolean throttled;

    /// @param host what is asked for where a protocol names hosts
    HostPorts(
            PortScanner scanner,
            ServiceExplorer explorer,
            TlsInspector tlsInspector,
            Dialer dialer,
            Host host,
            RandomGenerator random,
            Deadline deadline) {
        this.scanner = scanner;
        this.explorer = explorer;
        this.tlsInspector = tlsInspector;
        this.dialer = dialer;
        this.host = host;
        this.random = random;
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

    /// What is done with the first services that were recognised.
    @FunctionalInterface
    interface Greeted {
        void ask(List<PortObservation> open) throws InterruptedException;
    }

    /// Tries the other ports and explores those that are open; in active mode only.
    ///
    /// @param greeted is called while most ports are still being tried
    void scanRest(
            List<InetAddress> probed,
            List<InetAddress> all,
            ScanRequest request,
            CoverageList coverage,
            Greeted greeted)
            throws InterruptedException {
        var active = request.mode().includes(ScanMode.ACTIVE);
        if (active) {
            var rest = wanted(request).ports().stream()
                    .filter(port -> !WEB.ports().contains(port))
                    .toList();
            scanRest(probed, rest, greeted);
            var texts = probed.stream().map(IpAddresses::text).toList();
            open.sort(
                    Comparator.comparing((PortObservation seen) -> !WEB.ports().contains(seen.port()))
                            .thenComparing(seen -> texts.indexOf(seen.address()))
                            .thenComparing(PortObservation::port));
        }
        cover(probed, all, active, coverage);
    }

    private void scanRest(List<InetAddress> probed, List<Integer> rest, Greeted greeted) throws InterruptedException {
        var first = rest.stream().filter(GREETING::contains).toList();
        var others = rest.stream().filter(port -> !GREETING.contains(port)).toList();
        var answers = new LinkedHashMap<InetAddress, List<PortAnswer>>();
        for (var address : probed) {
            answers.put(address, scanFirst(address, first, rest));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var scanned = threads.submit(() -> scan(probed, others));
            try {
                explore(probed, first);
                var known = List.copyOf(open);
                var asked = threads.submit(() -> {
                    greeted.ask(known);
                    return true;
                });
                for (var later : scanned.get().entrySet()) {
                    keep(later.getKey(), answers.getOrDefault(later.getKey(), List.of()), later.getValue());
                }
                explore(probed, others);
                asked.get();
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
    }

    private Map<InetAddress, List<PortAnswer>> scan(List<InetAddress> probed, List<Integer> ports)
            throws InterruptedException {
        var answers = new LinkedHashMap<InetAddress, List<PortAnswer>>();
        for (var address : probed) {
            answers.put(address, scanner.scan(address, new PortList(ports), deadline));
        }
        return answers;
    }

    private void explore(List<InetAddress> probed, List<Integer> ports) throws InterruptedException {
        explore(open.stream()
                .filter(seen -> ports.contains(seen.port()))
                .filter(seen -> seen.isTelling() || WORTH_LISTENING.contains(seen.port()))
                .map(seen -> at(probed, seen))
                .toList());
    }

    /// Explores the ports of the web that are open and were not understood as such: SSH listens on 443 too.
    void exploreWeb(List<InetAddress> probed, Predicate<PortObservation> spokeOtherwise) throws InterruptedException {
        explore(open.stream()
                .filter(seen -> WEB.ports().contains(seen.port()) && seen.isTelling())
                .filter(seen -> seen.service().isEmpty())
                .filter(spokeOtherwise)
                .map(seen -> at(probed, seen))
                .toList());
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

    /// True when a port said nothing on some address.
    boolean isSilent(int port) {
        return others.stream().anyMatch(group -> group.state() == PortState.FILTERED && group.contains(port));
    }

    /// The handshakes that came through on other ports than the web's.
    List<TlsObservation> tls() {
        return handshakes;
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

    /// Tries the first ports, and beside them some on which nobody can have a service.
    ///
    /// @param wanted all ports that are tried
    /// @return what the first ports answered
    private List<PortAnswer> scanFirst(InetAddress address, List<Integer> first, List<Integer> wanted)
            throws InterruptedException {
        var strays = random.ints(FIRST_STRAY, LAST_STRAY)
                .distinct()
                .filter(port -> !wanted.contains(port))
                .limit(STRAYS)
                .boxed()
                .toList();
        var ports = new ArrayList<>(first);
        ports.addAll(strays);
        var answers = scanner.scan(address, new PortList(ports), deadline);
        if (answers.stream().filter(answer -> strays.contains(answer.port())).allMatch(HostPorts::isOpen)) {
            acceptingAll.add(address);
            open.replaceAll(seen -> seen.address().equals(IpAddresses.text(address))
                    ? with(seen, PortObservation.ACCEPTS_EVERYTHING, Exploration.NOTHING)
                    : seen);
        }
        var own = answers.stream()
                .filter(answer -> !strays.contains(answer.port()))
                .toList();
        keep(address, own.stream().filter(HostPorts::isOpen).toList());
        return own;
    }

    /// Keeps what the other ports answered, and with them those of the first that were not open.
    private void keep(InetAddress address, List<PortAnswer> first, List<PortAnswer> others)
            throws InterruptedException {
        var all = new ArrayList<>(first);
        all.addAll(others);
        var isThrottled = new Throttling(scanner).isAt(address, all, deadline);
        throttled |= isThrottled;
        keep(
                address,
                all.stream()
                        .filter(answer -> !isOpen(answer) || !GREETING.contains(answer.port()))
                        .map(answer -> isThrottled && answer.state() == PortState.FILTERED ? unheard(answer) : answer)
                        .toList());
    }

    /// Silence of a host that answers nothing any more is no fact about a port.
    private static PortAnswer unheard(PortAnswer answer) {
        return new PortAnswer(answer.port(), PortState.FAILED, "the host had stopped answering", answer.elapsedMs());
    }

    private static boolean isOpen(PortAnswer answer) {
        return answer.state() == PortState.OPEN;
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
            var reason = acceptingAll.contains(address) ? PortObservation.ACCEPTS_EVERYTHING : answer.reason();
            open.add(new PortObservation(text, answer.port(), PortState.OPEN, reason, "", "", answer.elapsedMs()));
        }
    }

    /// An open port to explore.
    private record At(InetAddress address, int port) {}

    private static At at(List<InetAddress> addresses, PortObservation seen) {
        return addresses.stream()
                .filter(address -> IpAddresses.text(address).equals(seen.address()))
                .map(address -> new At(address, seen.port()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("open at an address that was not probed: " + seen));
    }

    /// Explores open ports side by side: most of it is waiting for services that stay silent.
    private void explore(List<At> ports) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Exploration>> tasks = ports.stream()
                    .map(at -> (Callable<Exploration>) () -> acceptingAll.contains(at.address)
                            ? explorer.listen(at.address, at.port, deadline)
                            : explorer.explore(at.address, at.port, host.value(), this::openTls, deadline))
                    .toList();
            var explored = threads.invokeAll(tasks);
            for (var i = 0; i < explored.size(); i++) {
                keep(ports.get(i), explored.get(i).get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private Optional<Socket> openTls(InetAddress address, int port, Deadline within) throws InterruptedException {
        var result = host.isAddress()
                ? tlsInspector.inspect(address, port, within)
                : tlsInspector.inspect(address, port, host.name(), within);
        if (result.connection().isPresent()) {
            handshakes.add(result.observation());
        }
        return result.connection().map(Socket.class::cast);
    }

    private void keep(At at, Exploration explored) {
        var text = IpAddresses.text(at.address);
        open.replaceAll(seen -> seen.port() == at.port && seen.address().equals(text)
                ? with(seen, explored.closedAtOnce() ? "accepted, then closed at once" : seen.reason(), explored)
                : seen);
    }

    /// Notes what an open port of the web was heard to speak; that there is TLS tells nothing where more is known.
    void recognise(HostWeb.Spoken spoken) {
        var answer = spoken.answer();
        if (answer == null
                && open.stream()
                        .anyMatch(seen -> isAt(seen, spoken) && !seen.service().isEmpty())) {
            return;
        }
        var explored = answer == null
                ? new Exploration(spoken.service(), "", null, false)
                : explorer.recognise(answer, spoken.service().equals("https"));
        if (WEB_ONLY.contains(explored.service())
                && open.stream().anyMatch(seen -> isAt(seen, spoken) && isProduct(seen))) {
            return; // a later page of a product that an earlier one named
        }
        open.replaceAll(seen -> isAt(seen, spoken) ? with(seen, seen.reason(), explored) : seen);
    }

    private static boolean isProduct(PortObservation seen) {
        return !seen.service().isEmpty() && !WEB_ONLY.contains(seen.service());
    }

    /// Asks what speaks HTTP whether it is open to everybody.
    void askForAccess(HostAccess access) throws InterruptedException {
        var answered =
                access.ask(open.stream().filter(PortObservation::isTelling).toList());
        open.replaceAll(seen -> answered.stream()
                .filter(port -> port.port() == seen.port() && port.address().equals(seen.address()))
                .findFirst()
                .orElse(seen));
    }

    private static boolean isAt(PortObservation seen, HostWeb.Spoken spoken) {
        return seen.port() == spoken.port() && seen.address().equals(spoken.address());
    }

    private static PortObservation with(PortObservation seen, String reason, Exploration explored) {
        return new PortObservation(
                seen.address(),
                seen.port(),
                seen.state(),
                reason,
                explored.service(),
                explored.banner(),
                seen.elapsedMs(),
                explored.identity(),
                explored.access());
    }

    private void cover(List<InetAddress> probed, List<InetAddress> all, boolean active, CoverageList coverage) {
        var probe = "port_scan";
        if (all.isEmpty()) {
            coverage.notApplicable(probe);
        } else if (probed.isEmpty()) {
            coverage.blocked(probe, dialer.forbids(all.getFirst()).orElse(""));
        } else if (!active) {
            coverage.notAllowed(probe);
        } else if (throttled) {
            coverage.failed(probe, "this host stopped answering during the scan; its silent ports may be open");
        } else if (others.stream().anyMatch(group -> group.state() == PortState.FAILED)) {
            coverage.failed(probe, "some ports could not be tried");
        } else if (!acceptingAll.isEmpty()) {
            coverage.ok(probe, "this host accepts connections on every port; only recognised services count");
        } else if (open.isEmpty() && others.stream().allMatch(group -> group.state() == PortState.FILTERED)) {
            coverage.timedOut(probe, "no port answered");
        } else {
            coverage.ok(probe);
        }
    }
}
