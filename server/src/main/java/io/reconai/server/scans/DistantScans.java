package io.reconai.server.scans;

import io.reconai.engine.ScanPhase;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.FindingStore;
import io.reconai.server.store.ScanStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// The events of scans that other processes on the same store run, as far as the store shows them: it is looked at
/// every second, and the newest hosts and findings of each look are told.
@ApplicationScoped
class DistantScans {

    private static final Logger LOG = Logger.getLogger(DistantScans.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int NEWEST = 100;

    private final ScanStore scans;
    private final AssetStore assets;
    private final FindingStore findings;
    private final Clock clock;

    DistantScans(ScanStore scans, AssetStore assets, FindingStore findings, Clock clock) {
        this.scans = scans;
        this.assets = assets;
        this.findings = findings;
        this.clock = clock;
    }

    /// Watches a scan to its end, or until it is closed.
    ///
    /// @param now what is known of the scan; its listener is told that first
    Watch watch(Workspace workspace, ScanView now) {
        return new Watch(workspace, now);
    }

    /// One listener's look at a scan.
    final class Watch implements AutoCloseable {

        private final Workspace workspace;
        private final String scanId;
        private final ScanFeed feed = new ScanFeed(clock.millis(), (_, _) -> {});
        private final Set<String> told = new HashSet<>();
        private final Thread thread;
        private ScanView known;

        private Watch(Workspace workspace, ScanView now) {
            this.workspace = workspace;
            known = now;
            scanId = now.scanId();
            thread = Thread.ofVirtual().name("distant-scan").start(this::repeat);
        }

        ScanFeed feed() {
            return feed;
        }

        private void repeat() {
            try {
                tellFound();
                while (!look()) {
                    Thread.sleep(PAUSE); // other processes say nothing: one has to look
                }
            } catch (InterruptedException left) {
                // The listener has gone.
            } catch (RuntimeException away) {
                LOG.warnf(away, "scan %s cannot be followed", scanId);
            } finally {
                feed.leave();
            }
        }

        /// @return true when there is nothing to come
        private boolean look() {
            var found = scans.find(workspace, scanId);
            if (found.isEmpty()) {
                return true;
            }
            var now = found.get();
            if (!now.equals(known)) {
                tellChanges(now);
                tellFound();
                feed.add("scan", now);
                known = now;
            }
            if (now.scanStatus().isFinal()) {
                feed.end(now);
            }
            return now.scanStatus().isFinal();
        }

        private void tellChanges(ScanView now) {
            for (var phase : ScanPhase.values()) {
                var state = now.phases().get(phase);
                if (state != null && state != known.phases().get(phase)) {
                    feed.add("phase", new ScanTracker.PhaseEvent(phase, state, clock.instant()));
                }
            }
            now.warnings().stream().skip(known.warnings().size()).forEach(warning -> feed.add("warning", warning));
        }

        private void tellFound() {
            var hosts = assets.list(
                            workspace,
                            AssetFilter.of(List.of(), List.of()).seenBy(Optional.of(scanId)),
                            newest("last_scanned_at"))
                    .map(ListedAsset::row)
                    .items();
            for (var host : hosts.reversed()) {
                if (told.add(host.assetId())) {
                    feed.add(
                            "asset",
                            ScanTracker.AssetEvent.of(host, host.discoveredAt().equals(host.lastScannedAt())));
                }
            }
            var seen = findings.list(
                            workspace, FindingFilter.all().seenBy(scanId), newest("last_seen_at"), clock.instant())
                    .items();
            for (var finding : seen.reversed()) {
                if (told.add(finding.findingId())) {
                    feed.add(
                            "finding",
                            new ScanTracker.FindingEvent(
                                    finding.findingId(),
                                    finding.assetId(),
                                    finding.assetValue(),
                                    finding.type(),
                                    finding.severity().name().toLowerCase(Locale.ROOT),
                                    finding.title(),
                                    finding.firstScanId().equals(scanId)));
                }
            }
        }

        private static PageRequest newest(String field) {
            return new PageRequest(1, NEWEST, List.of(new PageRequest.Criterion(field, true)));
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
