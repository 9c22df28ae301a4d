package io.reconai.engine.sources;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The third parties, for all scans of an engine: when each may be asked again, and which are left alone for now.
public final class Sources {

    /// After this many failures in a row a source is left alone for a while.
    private static final int FAILURES = 3;

    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    private final SourceClient client;
    private final SourceCache cache;
    private final Optional<Duration> pause;
    private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();

    /// @param pause between two requests to one source and before a retry, instead of each source's own
    public Sources(SourceClient client, SourceCache cache, Optional<Duration> pause) {
        this.client = client;
        this.cache = cache;
        this.pause = pause;
    }

    /// Begins to ask a source on behalf of one scan.
    public SourceSession open(SourceRules rules) {
        return new SourceSession(
                rules,
                pause.orElse(rules.spacing()),
                client,
                cache,
                turns.computeIfAbsent(rules.id(), _ -> new Turn()));
    }

    /// One request after another, and none to a source that keeps failing.
    static final class Turn {
        private long next = System.nanoTime();
        private int failures;
        private long aloneUntil = System.nanoTime();

        synchronized boolean isLeftAlone() {
            return aloneUntil - System.nanoTime() > 0;
        }

        synchronized void answered() {
            failures = 0;
        }

        synchronized void failed() {
            if (++failures >= FAILURES) {
                failures = 0;
                aloneUntil = System.nanoTime() + LEFT_ALONE.toNanos();
            }
        }

        /// Takes the next free moment; waits for it.
        void await(Duration spacing) throws InterruptedException {
            long at;
            synchronized (this) {
                at = Math.max(next, System.nanoTime());
                next = at + spacing.toNanos();
            }
            Thread.sleep(Duration.ofNanos(Math.max(0, at - System.nanoTime())));
        }
    }
}
