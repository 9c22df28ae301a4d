package io.reconai.server.scans;

import io.reconai.server.identity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// What happens in workspaces that somebody watches. Safe for use by many threads.
///
/// Events are kept while there is a listener and some minutes longer, so that who was cut off goes on where he was.
@ApplicationScoped
public class WorkspaceFeeds {

    private static final Set<String> WANTED = Set.of("scan", "finding", "alert");
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final class Watched {
        final ScanFeed feed;
        int listeners;
        Instant leftAt;

        Watched(Instant now) {
            feed = new ScanFeed(now.toEpochMilli(), (_, _) -> {});
            leftAt = now;
        }
    }

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watched> byWorkspace = new HashMap<>();

    WorkspaceFeeds(Clock clock) {
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
            }
        } finally {
            lock.unlock();
        }
    }
}
