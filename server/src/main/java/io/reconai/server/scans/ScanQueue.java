package io.reconai.server.scans;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.engine.DoneHosts;
import io.reconai.engine.EvidenceLog;
import io.reconai.engine.NameSearch;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.ports.PortList;
import io.reconai.server.analytics.Selection;
import io.reconai.server.identity.Workspace;
import io.reconai.server.metrics.Metrics;
import io.reconai.server.store.AnalyticsStore;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.FindingStore;
import io.reconai.server.store.LeaseLostException;
import io.reconai.server.store.ScanLease;
import io.reconai.server.store.ScanStore;
import io.reconai.server.store.StoreAwayException;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.system.ProcessName;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import io.reconai.server.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs scans in this process, a few at once: each workspace's in the order in which they were asked for, and between
/// workspaces in turn.
///
/// A scan is run by the process that has its lease, one of several on the same store: mostly the one that was asked for
/// it. What was running when a process ended another one goes on with, or the next, when the lease has ended, without
/// the hosts that were done. A process that finds that a scan was taken over stops it and writes nothing more of it.
@ApplicationScoped
public class ScanQueue {

    private static final Logger LOG = Logger.getLogger(ScanQueue.class);
    private static final Duration GRACE = Duration.ofSeconds(8);

    /// How soon is noticed at most what other processes wrote: who wants a scan stopped, who has ended.
    private static final Duration BEAT = Duration.ofSeconds(2);

    /// So often in the life of a lease it is renewed.
    private static final int BEATS_A_LEASE = 3;

    private static final Duration BETWEEN_SETTLINGS = Duration.ofMinutes(1);

    /// Of one look at the store; the rest waits for the next.
    private static final int MOST_AT_ONCE = 1_000;

    /// A scan that is waiting or running here.
    private static final class Job {
        final ScanLease lease;
        final ScanTracker tracker;
        final ScanFeed feed;
        private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        private volatile boolean canceled;
        private volatile boolean lost;

        Job(ScanLease lease, ScanTracker tracker, ScanFeed feed) {
            this.lease = lease;
            this.tracker = tracker;
            this.feed = feed;
        }

        void cancel() {
            canceled = true;
            interrupt();
        }

        /// Another process has the scan, or it is gone.
        void lose() {
            if (!lost) {
                lost = true;
                LOG.warnf("scan %s goes on elsewhere, or is gone", lease.scanId());
                feed.leave();
                interrupt();
            }
        }

        private void interrupt() {
            var running = thread.get();
            if (running != null) {
                running.interrupt();
            }
        }
    }

    private final ScanStore scans;
    private final AssetStore assets;
    private final FindingStore findings;
    private final EvidenceStore evidence;
    private final AssetReader reader;
    private final Judging judging;
    private final WorkspaceFeeds watchers;
    private final Work work;
    private final Metrics metrics;
    private final AnalyticsStore analytics;
    private final Clock clock = Clock.systemUTC();
    private final ScanPlaces places;
    private final WorkspaceStore workspaces;
    private final Quotas quotas;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final String self;
    private final Duration leaseLength;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("scan-leases").factory());

    /// One look at the store at a time.
    private final ReentrantLock beating = new ReentrantLock();

    /// Guarded by `beating`.
    private Instant settledAt = Instant.EPOCH;

    private volatile boolean stopping;

    ScanQueue(
            ScanStore scans,
            AssetStore assets,
            FindingStore findings,
            EvidenceStore evidence,
            AssetReader reader,
            Judging judging,
            WorkspaceFeeds watchers,
            AnalyticsStore analytics,
            WorkspaceStore workspaces,
            Quotas quotas,
            Metrics metrics,
            Work work,
            ProcessName self,
            ServerSettings settings) {
        this.scans = scans;
        this.assets = assets;
        this.findings = findings;
        this.evidence = evidence;
        this.reader = reader;
        this.judging = judging;
        this.watchers = watchers;
        this.analytics = analytics;
        this.workspaces = workspaces;
        this.quotas = quotas;
        this.metrics = metrics;
        this.work = work;
        places = new ScanPlaces(settings.scansAtOnce());
        this.self = self.value();
        leaseLength = settings.lease();
    }

    void start(@Observes StartupEvent started) throws IOException {
        work.start();
        beat();
        var pause =
                Math.min(BEAT.toMillis(), leaseLength.dividedBy(BEATS_A_LEASE).toMillis());
        timer.scheduleWithFixedDelay(this::beatQuietly, pause, pause, TimeUnit.MILLISECONDS);
    }

    /// There may be a scan that nobody runs. A store that is away is looked at again.
    void wake() {
        beatQuietly();
    }

    private void beatQuietly() {
        try {
            beat();
        } catch (RuntimeException away) {
            LOG.warnf(away, "scans could not be looked at; tried again");
        }
    }

    /// Keeps the scans that run here, and takes what nobody runs. In this order: a process that was stopped for long
    /// keeps its own, unless another has taken them over.
    private void beat() {
        beating.lock();
        try {
            if (stopping) {
                return;
            }
            renew();
            var now = clock.instant();
            if (settledAt.plus(BETWEEN_SETTLINGS).isBefore(now)) {
                scans.settle();
                settledAt = now;
            }
            scans.lease(self, now, now.plus(leaseLength), MOST_AT_ONCE).forEach(this::take);
        } finally {
            beating.unlock();
        }
    }

    private void renew() {
        var here = Map.copyOf(jobs);
        var held = new HashMap<String, ScanStore.Held>();
        scans.renew(self, here.keySet(), clock.instant().plus(leaseLength))
                .forEach(one -> held.put(one.lease().scanId(), one));
        here.forEach((scanId, job) -> {
            var still = held.get(scanId);
            if (still != null && still.lease().equals(job.lease)) {
                if (still.isCanceled() && !job.canceled) {
                    job.cancel();
                }
            } else if (!job.tracker.view().scanStatus().isFinal()) {
                job.lose();
            }
        });
    }

    private void take(ScanStore.Leased taken) {
        var record = taken.scan();
        var scanId = record.view().scanId();
        if (taken.lease().number() > 1) {
            LOG.infof("scan %s of %s goes on here", scanId, record.wish().domain());
        }
        var workspace = Workspace.ofRecord(record.workspaceId());
        var feed = new ScanFeed(clock.millis(), (name, data) -> watchers.tell(workspace, name, data));
        var tracker = new ScanTracker(workspace, record, taken.lease(), scans, assets, findings, feed, clock);
        var job = new Job(taken.lease(), tracker, feed);
        job.canceled = taken.isCanceled();
        jobs.put(scanId, job);
        threads.execute(() -> run(workspace, record, job));
    }

    /// Stops a scan, wherever it runs; what was found stays.
    ///
    /// @return false when it has ended
    public boolean cancel(Workspace workspace, String scanId) {
        if (!scans.cancel(workspace, scanId)) {
            return false;
        }
        var job = jobs.get(scanId);
        if (job != null) {
            job.cancel();
        }
        return true;
    }

    /// Stops all scans of a workspace.
    public void cancelAll(Workspace workspace) {
        cancelAll(workspace.id());
    }

    /// Stops all scans of a workspace, for who acts from outside of it.
    public void cancelAll(String workspaceId) {
        var workspace = Workspace.ofRecord(workspaceId);
        scans.unfinished().stream()
                .filter(scan -> scan.workspaceId().equals(workspaceId))
                .forEach(scan -> scans.cancel(workspace, scan.view().scanId()));
        jobs.values().stream()
                .filter(job -> job.tracker.workspace().id().equals(workspaceId))
                .forEach(Job::cancel);
    }

    /// How busy this process is.
    ///
    /// @param oldestWaitingSince when the scan was asked for that waits longest
    public record Load(int waiting, int running, Optional<Instant> oldestWaitingSince) {}

    public Load load() {
        var all = jobs.values().stream().map(job -> job.tracker.view()).toList();
        var waiting = all.stream()
                .filter(scan -> scan.scanStatus() == ScanStatus.PENDING)
                .map(ScanView::createdAt)
                .sorted()
                .toList();
        return new Load(
                waiting.size(), all.size() - waiting.size(), waiting.stream().findFirst());
    }

    /// The events of a scan that is waiting or running here.
    Optional<ScanFeed> feed(String scanId) {
        return Optional.ofNullable(jobs.get(scanId)).map(job -> job.feed);
    }

    private void run(Workspace workspace, ScanRecord record, Job job) {
        job.thread.set(Thread.currentThread());
        var hasPlace = false;
        try {
            if (job.canceled) {
                throw new InterruptedException("canceled before it was taken");
            }
            metrics.scanWaits();
            try {
                places.take(workspace.id(), awaitRoom(workspace, job));
            } finally {
                metrics.scanWaitsNoMore();
            }
            hasPlace = true;
            if (job.canceled) {
                throw new InterruptedException("canceled while waiting");
            }
            scan(workspace, record, job.lease, job.tracker);
        } catch (InterruptedException stopped) {
            if (!job.lost && (!stopping || job.canceled)) {
                finish(job, ScanStatus.CANCELED, null);
            }
        } catch (LeaseLostException taken) {
            job.lose();
        } catch (StoreAwayException away) {
            LOG.warnf(
                    "scan %s goes on when the store is back: %s", record.view().scanId(), away);
            job.feed.leave();
        } catch (IOException | RuntimeException broken) {
            LOG.errorf(broken, "scan %s failed", record.view().scanId());
            finish(job, ScanStatus.FAILED, "The scan failed on our side; the cause is in the server's log");
        } finally {
            if (hasPlace) {
                places.giveBack(workspace.id());
            }
            jobs.remove(record.view().scanId(), job);
            if (!job.lost) {
                count(job.tracker.view());
            }
        }
    }

    private static void finish(Job job, ScanStatus end, @Nullable String why) {
        try {
            job.tracker.finish(end, why);
        } catch (LeaseLostException taken) {
            job.lose();
        }
    }

    /// Waits until the workspace's earlier scans at other processes leave room for one here; those that are here wait
    /// for their places in line.
    ///
    /// @return how many of the workspace's may run here
    private int awaitRoom(Workspace workspace, Job job) throws InterruptedException {
        while (true) {
            var elsewhere = scans.ahead(workspace, job.lease.scanId()).stream()
                    .filter(scanId -> !jobs.containsKey(scanId))
                    .count();
            var room = scansAtOnce(workspace) - (int) elsewhere;
            if (room > 0) {
                return room;
            }
            Thread.sleep(BEAT); // other processes say nothing: one has to look
        }
    }

    /// Counts a scan that has ended. One that goes on at the next start has not.
    private void count(ScanView scan) {
        if (!scan.scanStatus().isFinal()) {
            return;
        }
        var seconds = scan.durationSeconds() == null ? 0 : scan.durationSeconds();
        metrics.scanEnded(
                scan.scanStatus().word(), scan.mode().name().toLowerCase(Locale.ROOT), Duration.ofMillis((long)
                        (seconds * 1000)));
    }

    private int scansAtOnce(Workspace workspace) {
        return quotas.limits(workspaces.plan(workspace).orElse(Plan.FREE)).scansAtOnce();
    }

    private void scan(Workspace workspace, ScanRecord record, ScanLease lease, ScanTracker tracker)
            throws IOException, InterruptedException {
        var wish = record.wish();
        Set<String> done = record.view().startedAt() == null ? Set.of() : tracker.resume();
        if (tracker.isHopeless()) {
            tracker.finish(ScanStatus.FAILED, "The scan was begun again and again and never came further");
            return;
        }
        tracker.start();
        if (Replay.isOne(record)) {
            replay(workspace, record, lease, tracker, done);
            return;
        }
        var seen = done.isEmpty() ? DoneHosts.NONE : seen(workspace, wish.domain(), tracker.scanId());
        var report = work.scan(request(workspace, wish, tracker.scanId(), seen.and(done)), event -> {
            tracker.on(event);
            metrics.on(event);
        });
        lease.run(() -> evidence.keepReport(workspace, tracker.scanId(), Replay.text(report)));
        if (report.end() == ScanReport.End.FAILED) {
            tracker.finish(ScanStatus.FAILED, "Nothing useful could be done");
            return;
        }
        if (wish.scanType() == ScanType.FULL
                && report.end() == ScanReport.End.COMPLETED
                && wish.scanSubdomains()
                && !report.leftHostsOut()) {
            var unknown = new HashSet<String>();
            report.unresolved().forEach(line -> unknown.add(line.split(":", 2)[0]));
            lease.run(() -> assets.markStale(workspace, wish.domain(), tracker.scanId(), unknown));
        }
        complete(workspace, wish, lease, tracker);
    }

    private void replay(Workspace workspace, ScanRecord record, ScanLease lease, ScanTracker tracker, Set<String> done)
            throws InterruptedException {
        new Replay(judging.judge(), evidence, assets, reader, workspace, record, lease, clock).run(tracker, done);
        complete(workspace, record.wish(), lease, tracker);
    }

    private void complete(Workspace workspace, ScanWish wish, ScanLease lease, ScanTracker tracker) {
        lease.run(() -> analytics.snapshot(
                new Selection(workspace, Optional.of(wish.domain().value())),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        tracker.finish(ScanStatus.COMPLETED, null);
    }

    /// What the scan's own evidence leads to when it goes on.
    private DoneHosts seen(Workspace workspace, DomainName domain, String scanId) throws IOException {
        var seen = new DoneHosts.Collected();
        var judge = judging.judge();
        EvidenceLog.read(
                new EvidenceLines(evidence, workspace, scanId).reader(),
                host -> {
                    try {
                        seen.add(judge.judge(host));
                    } catch (IOException full) {
                        throw new UncheckedIOException(full);
                    }
                },
                report -> {});
        return seen.of(domain);
    }

    private ScanRequest request(Workspace workspace, ScanWish wish, String scanId, DoneHosts done) {
        Set<DomainName> known = new HashSet<>(wish.hosts());
        var left = done;
        if (!known.isEmpty() && !known.contains(wish.domain())) {
            left = done.and(Set.of(wish.domain().value())); // not asked for
        }
        if (!wish.hosts().isEmpty()) {
            known.removeIf(host -> done.values().contains(host.value()));
        } else if (wish.scanSubdomains() || wish.scanType() != ScanType.FULL) {
            known.addAll(assets.names(workspace, wish.domain()));
        }
        if (wish.scanType() == ScanType.QUICK) {
            DomainName.parse("www." + wish.domain()).ifPresent(known::add);
        }
        return new ScanRequest(
                scanId,
                wish.domain(),
                wish.mode(),
                NameSearch.everywhere()
                        .with(wish.scanSubdomains() && wish.scanType() == ScanType.FULL, wish.bruteForce()),
                PortList.parse(wish.ports()),
                wish.maxHosts(),
                ScanRequest.DEFAULT_DEADLINE,
                known,
                left);
    }

    /// What runs here is left for others at once, or for the next start.
    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
        timer.shutdown();
        jobs.values().forEach(Job::interrupt);
        threads.shutdown();
        try {
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        try {
            scans.release(self, clock.instant());
        } catch (RuntimeException away) {
            LOG.warnf("running scans go on when their leases end: %s", away);
        }
        work.close();
    }
}
