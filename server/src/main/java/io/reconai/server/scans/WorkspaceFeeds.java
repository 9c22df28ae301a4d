package io.reconai.server.scans;

import io.reconai.server.identity.Workspace;
import io.reconai.server.store.ScanStore;
import io.reconai.server.system.ProcessName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What happens in workspaces that somebody watches. Safe for use by many threads.
///
/// Events are kept while there is a listener and some minutes longer, so that who was cut off goes on where he was.
/// What other processes on the same store do with scans is seen by looking; their findings and alerts are not told.
@ApplicationScoped
public class WorkspaceFeeds {

    private static final Set<String> WANTED = Set.of("scan", "finding", "alert");
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = Logger.getLogger(WorkspaceFeeds.class);

    private static final class Watched {
        final ScanFeed feed;
        int listeners;
        Instant leftAt;

        /// Looks at the store while there are listeners.
        @Nullable
        Thread look;

        Watched(Instant now) {
            feed = new ScanFeed(now.toEpochMilli(), (_, _) -> {});
            leftAt = now;
        }
    }

    private final ScanStore scans;
    private final String self;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watched> byWorkspace = new HashMap<>();

    WorkspaceFeeds(ScanStore scans, ProcessName self, Clock clock) {
        this.scans = scans;
        this.self = self.value();
        this.clock = clock;
    }

    /// Tells those who watch a workspace; nothing where nobody does.
    ///
    /// @param data what is written as its JSON
    public void tell(Workspace workspace, String name, Object data) {
        if (!WANTED.contains(name)) {
            return;
        }
        lock.lock();
        try {
            var watched = byWorkspace.get(workspace.id());
            if (watched != null) {
                watched.feed.add(name, data);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Begins to watch; [#leave] follows.
    ScanFeed join(Workspace workspace) {
        lock.lock();
        try {
            var now = clock.instant();
            byWorkspace
                    .values()
                    .removeIf(old -> old.listeners == 0 && old.leftAt.plus(KEPT).isBefore(now));
            var watched = byWorkspace.computeIfAbsent(workspace.id(), _ -> new Watched(now));
            watched.listeners++;
            if (watched.look == null) {
                watched.look =
                        Thread.ofVirtual().name("distant-scans").start(() -> lookElsewhere(workspace, watched.feed));
            }
            return watched.feed;
        } finally {
            lock.unlock();
        }
    }

    void leave(Workspace workspace) {
        lock.lock();
        try {
            var watched = byWorkspace.get(workspace.id());
            if (watched != null) {
                watched.listeners--;
                watched.leftAt = clock.instant();
                if (watched.listeners == 0 && watched.look != null) {
                    watched.look.interrupt();
                    watched.look = null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Who begins to listen is told otherwise what there is.
    private void lookElsewhere(Workspace workspace, ScanFeed feed) {
        Map<String, ScanView> known = new HashMap<>();
        for (var isFirst = true; !Thread.currentThread().isInterrupted(); isFirst = false) {
            try {
                var present = new HashMap<String, ScanView>();
                scans.elsewhere(workspace, self).forEach(scan -> present.put(scan.scanId(), scan));
                if (!isFirst) {
                    changes(workspace, known, present).forEach(scan -> feed.add("scan", scan));
                }
                known = present;
            } catch (RuntimeException away) {
                LOG.warnf(away, "scans of other processes are not seen");
            }
            try {
                Thread.sleep(PAUSE); // other processes say nothing: one has to look
            } catch (InterruptedException left) {
                return;
            }
        }
    }

    /// Scans that are not as they were; of those that are no longer there the ones that have ended.
    private List<ScanView> changes(Workspace workspace, Map<String, ScanView> known, Map<String, ScanView> present) {
        return Stream.concat(
                        present.values().stream().filter(scan -> !scan.equals(known.get(scan.scanId()))),
                        known.keySet().stream()
                                .filter(scanId -> !present.containsKey(scanId))
                                .flatMap(scanId -> scans.find(workspace, scanId).stream())
                                .filter(scan -> scan.scanStatus().isFinal()))
                .toList();
    }
}
