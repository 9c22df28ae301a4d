package io.reconai.engine;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.discovery.Collector;
import io.reconai.engine.discovery.DiscoveredName;
import io.reconai.engine.discovery.EvidenceNames;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.engine.enrichment.NameResolution;
import io.reconai.engine.enrichment.NameResolver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One scan from its first name to its report.
///
/// Hosts flow: each discovered name becomes a task that resolves it, looks at it, judges it and hands it on, while
/// collectors still find others. What is in flight is bounded by two semaphores; a collector that runs ahead waits.
/// Only the names' digests stay in memory.
final class ScanRun {

    /// Names that are resolved or wait for it. More would only queue in the DNS client.
    private static final int NAMES_IN_FLIGHT = 512;

    /// How long tasks get to end after an interrupt, before we leave them behind.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ScanRequest request;
    private final List<Collector> collectors;
    private final NameResolver resolver;
    private final HostObserver observer;
    private final Judge judge;
    private final ScanProgress progress;
    private final Clock clock;
    private final Instant startedAt;
    private final long endsAtNanos;
    private final Semaphore namePermits = new Semaphore(NAMES_IN_FLIGHT);
    private final Semaphore hostPermits;
    private final Set<DomainName> seen = ConcurrentHashMap.newKeySet();

    /// Names that are on their way, and the run itself; looking at one host may yield names of others.
    private final Phaser onTheirWay = new Phaser(1);

    ScanRun(
            ScanRequest request,
            List<Collector> collectors,
            NameResolver resolver,
            HostObserver observer,
            Judge judge,
            ScanListener listener,
            int hostsAtOnce,
            Clock clock) {
        this.request = request;
        this.collectors = collectors;
        this.resolver = resolver;
        this.observer = observer;
        this.judge = judge;
        this.progress = new ScanProgress(listener);
        this.clock = clock;
        startedAt = clock.instant();
        endsAtNanos = System.nanoTime() + request.deadline().toNanos();
        hostPermits = new Semaphore(hostsAtOnce);
    }

    ScanReport run() throws InterruptedException {
        progress.phase(ScanPhase.DISCOVERY, ScanPhase.State.RUNNING);
        var tasks = Executors.newVirtualThreadPerTaskExecutor();
        try {
            offer(
                    tasks,
                    new DiscoveredName(request.domain(), new DiscoveryStep("request", "the scanned domain"), true));
            for (var known : request.knownNames()) {
                offer(tasks, new DiscoveredName(known, new DiscoveryStep("known", "found by an earlier scan"), true));
            }
            discover(tasks);
            return report(ended(tasks));
        } catch (InterruptedException cancelled) {
            tasks.shutdownNow();
            tasks.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            throw cancelled;
        } finally {
            tasks.shutdownNow();
        }
    }

    /// Runs the collectors side by side and returns when all have ended or the deadline has passed.
    private void discover(ExecutorService tasks) throws InterruptedException {
        if (!request.subdomains()) {
            return;
        }
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (var collector : collectors) {
                threads.execute(() -> collect(collector, tasks));
            }
            threads.shutdown();
            threads.awaitTermination(remaining(), TimeUnit.NANOSECONDS);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void collect(Collector collector, ExecutorService tasks) {
        if (!request.mode().includes(collector.leastMode())) {
            progress.source(
                    new SourceHealth(collector.id(), SourceHealth.Status.SKIPPED, 0, 0, 0, "not in this mode", 0));
            return;
        }
        try {
            progress.source(collector.collect(request.domain(), name -> offer(tasks, name)));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            progress.source(new SourceHealth(
                    collector.id(), SourceHealth.Status.LIMITED, 0, 0, 0, "stopped by the end of the scan", 0));
        } catch (RuntimeException bug) {
            progress.source(new SourceHealth(
                    collector.id(), SourceHealth.Status.FAILED, 0, 0, 0, "failed on our side: " + bug, 0));
        }
    }

    /// Takes a name that some source yielded; waits while too many are in flight.
    private void offer(ExecutorService tasks, DiscoveredName found) {
        if (!found.name().isAtOrBelow(request.domain())) {
            progress.related(found.name());
            return;
        }
        if (!seen.add(found.name()) || Thread.currentThread().isInterrupted()) {
            return;
        }
        progress.nameFound();
        try {
            namePermits.acquire();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return;
        }
        onTheirWay.register();
        tasks.execute(() -> {
            try {
                // Named by what was just looked at; offered when nothing is held any more, since offering may wait.
                follow(found).forEach(name -> offer(tasks, name));
            } finally {
                onTheirWay.arriveAndDeregister();
            }
        });
    }

    /// The life of one name, on a thread of its own.
    ///
    /// @return further names that its evidence mentions
    private List<DiscoveredName> follow(DiscoveredName found) {
        try {
            switch (resolver.resolve(found, request.domain())) {
                case NameResolution.Real real -> {
                    return look(found, real);
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
            progress.failedOnOurSide(found.name(), bug);
        } finally {
            namePermits.release();
        }
        return List.of();
    }

    private List<DiscoveredName> look(DiscoveredName found, NameResolution.Real real) throws InterruptedException {
        progress.nameReal();
        var host = Host.of(found.name(), request.domain());
        if (request.done().contains(host.value()) || !progress.admitHost(request.maxHosts())) {
            return List.of();
        }
        hostPermits.acquire();
        try {
            var evidence = observer.observe(request, host, found.step(), real);
            progress.scored(judge.judge(evidence));
            return request.subdomains() ? EvidenceNames.of(evidence, request.domain()) : List.of();
        } finally {
            hostPermits.release();
        }
    }

    private ScanReport.End ended(ExecutorService tasks) throws InterruptedException {
        progress.phase(ScanPhase.DISCOVERY, ScanPhase.State.COMPLETED);
        var inTime = allArrived();
        tasks.shutdownNow();
        tasks.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        var end = inTime && remaining() > 0 ? ScanReport.End.COMPLETED : ScanReport.End.DEADLINE;
        progress.lookingEnded(end);
        return end;
    }

    /// Waits until no name is on its way any more; false when the deadline came first.
    private boolean allArrived() throws InterruptedException {
        try {
            onTheirWay.awaitAdvanceInterruptibly(
                    onTheirWay.arriveAndDeregister(), Math.max(0, remaining()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    private ScanReport report(ScanReport.End end) {
        return progress.report(request, startedAt, clock.instant(), end);
    }

    private long remaining() {
        return endsAtNanos - System.nanoTime();
    }
}
