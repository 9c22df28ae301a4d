package io.reconai.server.scans;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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
import io.reconai.server.store.ScanStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import io.reconai.server.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs scans in this process, a few at once: each workspace's in the order in which they were asked for, and between
/// workspaces in turn.
///
/// What was running when the process ended goes on at the next start, without the hosts that were done.
@ApplicationScoped
public class ScanQueue {

    private static final Logger LOG = Logger.getLogger(ScanQueue.class);
    private static final Duration GRACE = Duration.ofSeconds(8);

    /// A scan that is waiting or running here.
    private static final class Job {
        final ScanTracker tracker;
        final ScanFeed feed;
        final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        volatile boolean canceled;

        Job(ScanTracker tracker, ScanFeed feed) {
            this.tracker = tracker;
            this.feed = feed;
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
    }

    void resume(@Observes StartupEvent started) throws IOException {
        work.start();
        for (var unfinished : scans.unfinished()) {
            LOG.infof(
                    "scan %s of %s goes on",
                    unfinished.view().scanId(), unfinished.wish().domain());
            submit(unfinished);
        }
    }

    /// Takes a scan that the store already holds.
    void submit(ScanRecord record) {
        var workspace = Workspace.ofRecord(record.workspaceId());
        var feed = new ScanFeed(clock.millis(), (name, data) -> watchers.tell(workspace, name, data));
        var tracker = new ScanTracker(workspace, record, scans, assets, findings, feed, clock);
        var job = new Job(tracker, feed);
        jobs.put(record.view().scanId(), job);
        threads.execute(() -> run(workspace, record, job));
    }

    /// Stops a scan; what was found stays. False when it is not here any more.
    public boolean cancel(String scanId) {
        var job = jobs.get(scanId);
        if (job == null) {
            return false;
        }
        job.canceled = true;
        var thread = job.thread.get();
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    /// Stops all scans of a workspace.
    public void cancelAll(Workspace workspace) {
        jobs.forEach((scanId, job) -> {
            if (job.tracker.workspace().id().equals(workspace.id())) {
                cancel(scanId);
            }
        });
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
            metrics.scanWaits();
            try {
                places.take(workspace.id(), scansAtOnce(workspace));
            } finally {
                metrics.scanWaitsNoMore();
            }
            hasPlace = true;
            if (job.canceled) {
                throw new InterruptedException("canceled while waiting");
            }
            scan(workspace, record, job.tracker);
        } catch (InterruptedException stopped) {
            if (!stopping || job.canceled) {
                job.tracker.finish(ScanStatus.CANCELED, null);
            }
        } catch (IOException | RuntimeException broken) {
            LOG.errorf(broken, "scan %s failed", record.view().scanId());
            job.tracker.finish(ScanStatus.FAILED, "The scan failed on our side; the cause is in the server's log");
        } finally {
            if (hasPlace) {
                places.giveBack(workspace.id());
            }
            jobs.remove(record.view().scanId());
            count(job.tracker.view());
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

    private void scan(Workspace workspace, ScanRecord record, ScanTracker tracker)
            throws IOException, InterruptedException {
        var wish = record.wish();
        Set<String> done = record.view().startedAt() == null ? Set.of() : tracker.resume();
        if (tracker.isHopeless()) {
            tracker.finish(ScanStatus.FAILED, "The scan was begun again and again and never came further");
            return;
        }
        tracker.start();
        if (Replay.isOne(record)) {
            replay(workspace, record, tracker, done);
            return;
        }
        var report = work.scan(request(workspace, wish, tracker.scanId(), done), event -> {
            tracker.on(event);
            metrics.on(event);
        });
        evidence.keepReport(workspace, tracker.scanId(), Replay.text(report));
        if (report.end() == ScanReport.End.FAILED) {
            tracker.finish(ScanStatus.FAILED, "Nothing useful could be done");
            return;
        }
        if (wish.scanType() == ScanType.FULL && report.end() == ScanReport.End.COMPLETED && wish.scanSubdomains()) {
            var unknown = new HashSet<String>();
            report.unresolved().forEach(line -> unknown.add(line.split(":", 2)[0]));
            assets.markStale(workspace, wish.domain(), tracker.scanId(), unknown);
        }
        complete(workspace, wish, tracker);
    }

    private void replay(Workspace workspace, ScanRecord record, ScanTracker tracker, Set<String> done)
            throws InterruptedException {
        new Replay(judging.judge(), evidence, assets, reader, workspace, record, clock).run(tracker, done);
        complete(workspace, record.wish(), tracker);
    }

    private void complete(Workspace workspace, ScanWish wish, ScanTracker tracker) {
        analytics.snapshot(
                new Selection(workspace, Optional.of(wish.domain().value())),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        tracker.finish(ScanStatus.COMPLETED, null);
    }

    private ScanRequest request(Workspace workspace, ScanWish wish, String scanId, Set<String> done) {
        Set<DomainName> known = new HashSet<>(wish.hosts());
        Set<String> left = new HashSet<>(done);
        if (!known.isEmpty() && !known.contains(wish.domain())) {
            left.add(wish.domain().value()); // not asked for
        }
        if (!wish.hosts().isEmpty()) {
            known.removeIf(host -> done.contains(host.value()));
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

    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
        jobs.values().forEach(job -> {
            var thread = job.thread.get();
            if (thread != null) {
                thread.interrupt();
            }
        });
        threads.shutdown();
        try {
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        work.close();
    }
}
