package io.reconai.server.usage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.store.UsageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Writes counted calls to the store in batches, away from the requests; entries are kept for 90 days.
///
/// A call whose plan has a limit was counted exactly before; here only its log entry may be lost when the process dies.
@ApplicationScoped
public class UsageLog {

    private static final Logger LOG = Logger.getLogger(UsageLog.class);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    /// Some seconds of a busy server. Whoever finds it full writes the batch himself.
    private static final int MOST_WAITING = 10_000;

    private final UsageStore store;
    private final Clock clock;
    private final BlockingQueue<ApiCall> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock flushing = new ReentrantLock();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("usage-log").factory());
    private Instant sweptAt = Instant.EPOCH;

    UsageLog(UsageStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(this::flushQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdown();
        flushQuietly();
    }

    void add(ApiCall call) {
        while (!waiting.offer(call)) {
            flush();
        }
    }

    /// Writes what waits; after it the store knows every call that was answered before.
    public void flush() {
        flushing.lock();
        try {
            var batch = new ArrayList<ApiCall>();
            waiting.drainTo(batch);
            if (!batch.isEmpty()) {
                store.log(batch);
            }
            if (sweptAt.plus(BETWEEN_SWEEPS).isBefore(clock.instant())) {
                sweptAt = clock.instant();
                store.sweepLog(sweptAt.minus(KEPT));
            }
        } finally {
            flushing.unlock();
        }
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void flushQuietly() {
        try {
            flush();
        } catch (RuntimeException away) {
            LOG.warn("the log of calls could not be written", away);
        }
    }
}
