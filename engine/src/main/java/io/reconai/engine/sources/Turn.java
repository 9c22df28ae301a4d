package io.reconai.engine.sources;

import io.reconai.engine.asset.SourceHealth.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One source over all scans: one request after another, none while it rests, and none with a key that it refused.
///
/// Safe for use by many threads.
final class Turn {

    /// After this many failures in a row a source is left alone for a while.
    private static final int FAILURES = 3;

    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    /// Nobody's wish to be left alone is heard for longer.
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    /// Why the source is not to be asked now.
    record Closed(Status status, String why) {}

    private final Ticks ticks;
    private final Semaphore free = new Semaphore(1, true);
    private long next;
    private int failures;
    private long restsUntil;
    private Closed rest = new Closed(Status.FAILED, "");
    private SourceKey refused = SourceKey.none();

    Turn(Ticks ticks) {
        this.ticks = ticks;
        next = ticks.nanos();
        restsUntil = next;
    }

    /// Why the source is not to be asked now; empty when it may be.
    synchronized Optional<Closed> closedFor(SourceKey key) {
        if (!key.isNone() && key.equals(refused)) {
            return Optional.of(new Closed(Status.FAILED, "not asked again with this key"));
        }
        return restsUntil - ticks.nanos() > 0 ? Optional.of(rest) : Optional.empty();
    }

    /// Takes the next free moment and waits for it; to be given back by [#end].
    ///
    /// @param atMost how long it may take
    /// @return false when it would take longer
    boolean begin(Duration spacing, Duration atMost) throws InterruptedException {
        var asked = ticks.nanos();
        if (!atMost.isPositive() || !free.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        var begun = false;
        try {
            var wait = Duration.ofNanos(Math.max(0, nextMoment() - ticks.nanos()));
            var waited = Duration.ofNanos(ticks.nanos() - asked);
            if (wait.plus(waited).compareTo(atMost) > 0) {
                return false;
            }
            ticks.sleep(wait);
            began(spacing);
            begun = true;
            return true;
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    void end() {
        free.release();
    }

    private synchronized long nextMoment() {
        return next;
    }

    private synchronized void began(Duration spacing) {
        next = ticks.nanos() + spacing.toNanos();
    }

    synchronized void answered() {
        failures = 0;
    }

    synchronized void failed() {
        if (++failures >= FAILURES) {
            failures = 0;
            rest(LEFT_ALONE, new Closed(Status.FAILED, "left alone for ten minutes after it failed three times"));
        }
    }

    synchronized void rest(Duration time, Closed because) {
        var bounded = time.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : time;
        restsUntil = ticks.nanos() + bounded.toNanos();
        rest = because;
    }

    synchronized void refused(SourceKey key) {
        refused = key;
    }
}
