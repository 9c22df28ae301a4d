package io.reconai.engine;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.NetworkRegistration;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.discovery.Collector;
import io.reconai.engine.discovery.DiscoveredName;
import io.reconai.engine.discovery.Discovery;
import io.reconai.engine.discovery.EvidenceNames;
import io.reconai.engine.discovery.FoundAddress;
import io.reconai.engine.discovery.FoundHost;
import io.reconai.engine.dns.ResolverCheck;
import io.reconai.engine.enrichment.NameResolution;
import io.reconai.engine.enrichment.NameResolver;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One scan from its first name to its report.
///
/// Hosts flow: each discovered name becomes a task that resolves it, looks at it, judges it and hands it on, while
/// collectors still find others. What is in flight is bounded by two semaphores; a collector that runs ahead waits.
/// Only the names' digests stay in memory.
final class ScanRun {

    private static final String ENOUGH = "as many hosts as wanted were found";

    /// Names that are resolved or wait for it. More would only queue in the DNS client.
    private static final int NAMES_IN_FLIGHT = 512;

    /// How long tasks get to end after an interrupt, before we leave them behind.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ScanRequest request;
    private final Scope scope;
    private final List<ResolverCheck> resolvers;
    private final List<Collector> collectors;
    private final Supplier<List<SourceHealth>> otherSources;
    private final NameResolver resolver;
    private final Optional<Examiner> examiner;
    private final ScanProgress progress;
    private final Clock clock;
    private final Instant startedAt;
    private final long endsAtNanos;
    private final Semaphore namePermits = new Semaphore(NAMES_IN_FLIGHT);
    private final Semaphore hostPermits;
    private final Frontier frontier = new Frontier();

    /// The domain while there is something to ask of it again, when everything else is done.
    private final AtomicReference<@Nullable Asset> unsettled = new AtomicReference<>();

    private final Neighbourhood neighbourhood;
    private final ExecutorService searches = Executors.newVirtualThreadPerTaskExecutor();

    /// @param examiner looks at hosts; absent when names are all that is wanted
    ScanRun(
            ScanRequest request,
            Scope scope,
            List<ResolverCheck> resolvers,
            List<Collector> collectors,
            Supplier<List<SourceHealth>> otherSources,
            NameResolver resolver,
            Optional<Examiner> examiner,
            ScanListener listener,
            int hostsAtOnce,
            Clock clock) {
        this.request = request;
        this.scope = scope;
        this.resolvers = resolvers;
        this.collectors = collectors;
        this.otherSources = otherSources;
        this.resolver = resolver;
        this.examiner = examiner;
        this.progress = new ScanProgress(listener);
        this.clock = clock;
        startedAt = clock.instant();
        endsAtNanos = System.nanoTime() + request.deadline().toNanos();
        hostPermits = new Semaphore(hostsAtOnce);
        neighbourhood = request.done().neighbourhood().orElseGet(Neighbourhood::new);
    }

    ScanReport run(Supplier<List<NetworkRegistration>> networks) throws InterruptedException {
        resolvers.forEach(check -> progress.source(health(check)));
        if (resolvers.stream().noneMatch(ResolverCheck::isUsable)) {
            progress.noResolver();
            return report(ScanReport.End.FAILED, List.of());
        }
        progress.phase(ScanPhase.DISCOVERY, ScanPhase.State.RUNNING);
        var tasks = Executors.newVirtualThreadPerTaskExecutor();
        try {
            frontier.began();
            offer(
                    tasks,
                    new DiscoveredName(request.domain(), new DiscoveryStep("request", "the scanned domain"), true));
            for (var known : request.knownNames()) {
                offer(tasks, new DiscoveredName(known, new DiscoveryStep("known", "found by an earlier scan"), true));
            }
            if (request.subdomains()) {
                request.done().mentioned().forEach(name -> offer(tasks, name));
                discover(tasks);
            }
            frontier.ended();
            var inTime = frontier.awaitEnd(remaining());
            if (inTime) {
                awaitLastWords();
            }
            end(searches);
            progress.phase(ScanPhase.DISCOVERY, ScanPhase.State.COMPLETED);
            end(tasks);
            settle();
            judgeAgain();
            otherSources.get().forEach(progress::source);
            return report(inTime ? ScanReport.End.COMPLETED : ScanReport.End.DEADLINE, networks.get());
        } catch (InterruptedException cancelled) {
            searches.shutdownNow();
            end(tasks);
            throw cancelled;
        } finally {
            searches.shutdownNow();
            tasks.shutdownNow();
            Optional.ofNullable(unsettled.getAndSet(null)).ifPresent(progress::scored); // as far as it is known
            forgetNeighbours();
        }
    }

    /// Hosts that others made worse are told once more.
    private void judgeAgain() throws InterruptedException {
        if (examiner.isEmpty()) {
            return;
        }
        try {
            neighbourhood.forEachChanged(evidence -> {
                try {
                    progress.scoredAgain(examiner.get().judge(evidence));
                } catch (RuntimeException bug) {
                    progress.failedOnOurSide(evidence.host().value(), bug);
                }
            });
        } catch (IOException unreadable) {
            progress.failedOnOurSide(request.domain().value(), new UncheckedIOException(unreadable));
        }
    }

    private void forgetNeighbours() {
        try {
            neighbourhood.close();
        } catch (IOException left) {
            progress.failedOnOurSide(request.domain().value(), new UncheckedIOException(left));
        }
    }

    /// Asks of the domain what was to be asked again, as far as there is time.
    private void settle() throws InterruptedException {
        var asset = unsettled.get();
        if (asset == null || examiner.isEmpty()) {
            return;
        }
        try {
            unsettled.set(examiner.get().settle(asset, Deadline.in(Duration.ofNanos(remaining()))));
        } catch (RuntimeException bug) {
            progress.failedOnOurSide(asset.host().value(), bug);
        }
        Optional.ofNullable(unsettled.getAndSet(null)).ifPresent(this::tell);
    }

    /// Collectors that were told of the end still have to say how they fared; an interrupt would take that from them.
    private void awaitLastWords() throws InterruptedException {
        searches.shutdown();
        searches.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Sets the collectors to work, side by side.
    private void discover(ExecutorService tasks) {
        for (var collector : collectors) {
            if (!request.search().asks(collector)) {
                progress.source(SourceHealth.skipped(collector.id(), "not wanted"));
            } else if (request.mode().includes(collector.leastMode())) {
                search(collector, tasks);
            } else {
                progress.source(SourceHealth.skipped(collector.id(), "not in this mode"));
            }
        }
    }

    private void search(Collector collector, ExecutorService tasks) {
        var follower = frontier.follow(collector.isSlow());
        try {
            searches.execute(() -> collect(collector, follower, tasks));
        } catch (RejectedExecutionException enough) {
            frontier.unfollow(follower);
            progress.source(SourceHealth.skipped(collector.id(), ENOUGH));
        }
    }

    private void collect(Collector collector, Frontier.Follower follower, ExecutorService tasks) {
        var discovery = new Discovery() {
            @Override
            public DomainName domain() {
                return request.domain();
            }

            @Override
            public void offer(DiscoveredName name) {
                ScanRun.this.offer(tasks, name);
            }

            @Override
            public void offer(FoundAddress address) {
                ScanRun.this.offer(tasks, address);
            }

            @Override
            public List<FoundHost> nextOrLast() throws InterruptedException {
                return follower.nextOrLast();
            }

            @Override
            public List<FoundHost> next() throws InterruptedException {
                return follower.next();
            }
        };
        try {
            var health = collector.collect(discovery);
            var wasStopped = progress.isFull() && health.status() != SourceHealth.Status.ANSWERED;
            progress.source(wasStopped ? SourceHealth.skipped(collector.id(), ENOUGH) : health);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            var end = "stopped by the end of the scan";
            progress.source(
                    progress.isFull()
                            ? SourceHealth.skipped(collector.id(), ENOUGH)
                            : new SourceHealth(collector.id(), SourceHealth.Status.LIMITED, 0, 0, 0, end, 0));
        } catch (RuntimeException bug) {
            progress.source(new SourceHealth(
                    collector.id(), SourceHealth.Status.FAILED, 0, 0, 0, "failed on our side: " + bug, 0));
        } finally {
            frontier.unfollow(follower);
        }
    }

    /// Takes a name that some source yielded; waits while too many are in flight.
    private void offer(ExecutorService tasks, DiscoveredName found) {
        if (!found.name().isAtOrBelow(request.domain())) {
            progress.related(found.name());
            return;
        }
        if (progress.isFull() || Thread.currentThread().isInterrupted() || !frontier.admit(found.name())) {
            return;
        }
        if (scope.excludes(found.name())) {
            progress.excluded();
            return;
        }
        progress.nameFound(found.step().source());
        try {
            namePermits.acquire();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return;
        }
        frontier.began();
        tasks.execute(() -> follow(tasks, found));
    }

    /// Takes an address that no name leads to so far. It is looked at like a name that has been resolved.
    private void offer(ExecutorService tasks, FoundAddress found) {
        if (examiner.isEmpty()
                || progress.isFull()
                || Thread.currentThread().isInterrupted()
                || frontier.isNamed(found.address())
                || !frontier.admit(found.address())) {
            return;
        }
        try {
            namePermits.acquire();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return;
        }
        frontier.began();
        var target = new Target(
                Host.of(found.address(), request.domain()),
                Optional.of(found.address()),
                found.step(),
                new NameResolution.Real(List.of(), List.of()));
        tasks.execute(() -> lookAt(tasks, examiner.get(), target));
    }

    /// What is looked at, how it was found, and what resolving it showed.
    ///
    /// @param address of a host that is one
    private record Target(
            Host host, Optional<InetAddress> address, DiscoveryStep step, NameResolution.Real resolution) {}

    /// The life of one name, on a thread of its own. It holds its permit until it is looked at, so that names do not
    /// pile up before hosts.
    private void follow(ExecutorService tasks, DiscoveredName found) {
        var host = resolve(found);
        if (host.isEmpty() || examiner.isEmpty()) {
            namePermits.release();
            frontier.ended();
            return;
        }
        var target = new Target(Host.of(found.name(), request.domain()), Optional.empty(), found.step(), host.get());
        lookAt(tasks, examiner.get(), target);
    }

    private void lookAt(ExecutorService tasks, Examiner examiner, Target target) {
        frontier.looks();
        try {
            // Offered when nothing is held any more, since offering may wait.
            look(examiner, target).forEach(name -> offer(tasks, name));
        } finally {
            frontier.looked();
        }
    }

    private Optional<NameResolution.Real> resolve(DiscoveredName found) {
        try {
            switch (resolver.resolve(found, request.domain())) {
                case NameResolution.Real real -> {
                    progress.nameReal(
                            new ScanEvent.HostFound(found.name(), found.step(), real.addresses(), real.verdicts()));
                    frontier.found(new FoundHost(found.name(), real.addresses()));
                    return Optional.of(real);
                }
                case NameResolution.OnlyWildcard wildcard -> progress.wildcardName(wildcard.verdict());
                case NameResolution.Absent absent -> {
                    if (found.name().equals(request.domain())) {
                        progress.noSuchDomain(absent.detail());
                    }
                }
                case NameResolution.Unknown unknown -> progress.unresolved(found.name(), unknown.detail());
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            progress.failedOnOurSide(found.name().value(), bug);
        }
        return Optional.empty();
    }

    /// @return further names that the host's evidence mentions
    private List<DiscoveredName> look(Examiner examiner, Target target) {
        if (!awaitPlace(target.host())) {
            return List.of();
        }
        try {
            Asset asset;
            try {
                asset = examiner.examine(request, target.host(), target.step(), target.resolution());
                if (examiner.isUnsettled(asset)) {
                    unsettled.set(asset);
                    return mentioned(asset);
                }
                if (target.address().isEmpty()) {
                    return report(asset);
                }
            } finally {
                hostPermits.release();
            }
            // Held back until all names are known: one of them may lead to the address.
            return frontier.staysNameless(target.address().get()) ? report(asset) : List.of();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            progress.failedOnOurSide(target.host().value(), bug);
        }
        return List.of();
    }

    private List<DiscoveredName> report(Asset asset) {
        tell(asset);
        return mentioned(asset);
    }

    private void tell(Asset asset) {
        progress.scored(asset);
        try {
            neighbourhood.add(asset);
        } catch (IOException full) {
            progress.failedOnOurSide(asset.host().value(), new UncheckedIOException(full));
        }
    }

    private List<DiscoveredName> mentioned(Asset asset) {
        return request.subdomains() ? EvidenceNames.of(asset.evidence(), request.domain()) : List.of();
    }

    /// Waits for one of the places of hosts that are looked at side by side; false where the host is not to be looked
    /// at.
    private boolean awaitPlace(Host host) {
        try {
            if (request.done().contains(host)) {
                return false;
            }
            if (!progress.admitHost(request.maxHosts())) {
                searches.shutdownNow(); // for more that would be left out
                return false;
            }
            hostPermits.acquire();
            return true;
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            namePermits.release();
        }
    }

    private ScanReport report(ScanReport.End end, List<NetworkRegistration> networks) {
        progress.lookingEnded(end);
        return progress.report(request, startedAt, clock.instant(), end, networks);
    }

    private static SourceHealth health(ResolverCheck check) {
        var status =
                switch (check.verdict()) {
                    case USABLE -> SourceHealth.Status.ANSWERED;
                    case SILENT, FAILING, LYING -> SourceHealth.Status.FAILED;
                };
        var answered = check.verdict() == ResolverCheck.Verdict.SILENT ? 0 : 1;
        var detail = check.isUsable() ? "" : check.detail() + "; it is not asked";
        return new SourceHealth("resolver " + IpAddresses.text(check.resolver()), status, 1, answered, 0, detail, 0);
    }

    private long remaining() {
        return endsAtNanos - System.nanoTime();
    }
}
