package io.reconai.server.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The latest value of each key, written together every few seconds, away from the requests: what is only
/// good to know, such as when somebody was here last, is not worth a write of its own. What waits is lost when
/// the process dies.
///
/// Safe for use by many threads.
public final class LatestOf<K, V> {

    private static final Logger LOG = Logger.getLogger(LatestOf.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Consumer<Map<K, V>> store;
    private final Map<K, V> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    /// @param name for logs, such as `uses of tokens`
    /// @param store writes some
    public LatestOf(String name, Consumer<Map<K, V>> store) {
        this.name = name;
        this.store = store;
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(name).factory());
    }

    /// From now on writes by itself.
    public void start() {
        timer.scheduleWithFixedDelay(this::flushQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Writes what waits, for the last time.
    public void stop() {
        timer.shutdown();
        flushQuietly();
    }

    public void note(K key, V value) {
        waiting.put(key, value);
    }

    /// Writes what waits.
    public void flush() {
        var some = Map.copyOf(waiting);
        if (!some.isEmpty()) {
            store.accept(some);
            some.forEach(waiting::remove); // a newer value stays
        }
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void flushQuietly() {
        try {
            flush();
        } catch (RuntimeException away) {
            LOG.warn(name + " could not be written", away);
        }
    }
}
