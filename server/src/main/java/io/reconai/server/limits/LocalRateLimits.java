package io.reconai.server.limits;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Sliding windows in this process's memory; several servers would each allow the whole.
@Singleton
final class LocalRateLimits implements RateLimits {

    /// Some 7 KB each at most, mostly far less. Beyond, who asked longest ago is forgotten.
    private static final int MOST_KEYS = 20_000;

    /// Requests closer together than this part of a window are kept as one entry, with the time of the latest.
    private static final int PARTS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Counter>> counters = new LinkedHashMap<>(16, 0.75f, true);

    /// Requests of one moment, or nearly.
    private static final class Run {
        final Instant first;
        Instant last;
        int count;

        Run(Instant at) {
            first = at;
            last = at;
        }
    }

    /// One window of one key.
    private static final class Counter {
        final Window window;
        private final Deque<Run> runs = new ArrayDeque<>();
        private int total;

        Counter(Window window) {
            this.window = window;
        }

        void forget(Instant now) {
            for (var run = runs.peek(); run != null && !leavesAt(run).isAfter(now); run = runs.peek()) {
                total -= runs.remove().count;
            }
        }

        boolean isFull() {
            return total >= window.limit();
        }

        void add(Instant now) {
            var latest = runs.peekLast();
            if (latest == null
                    || Duration.between(latest.first, now)
                                    .compareTo(window.length().dividedBy(PARTS))
                            >= 0) {
                latest = new Run(now);
                runs.add(latest);
            }
            latest.last = now;
            latest.count++;
            total++;
        }

        Standing standing(Instant now) {
            var oldest = runs.peek();
            return new Standing(window, window.limit() - total, oldest == null ? now : leavesAt(oldest));
        }

        private Instant leavesAt(Run run) {
            return run.last.plus(window.length());
        }
    }

    @Override
    public Verdict take(String key, List<Window> windows, Instant now) {
        lock.lock();
        try {
            var row = row(key, windows);
            row.forEach(counter -> counter.forget(now));
            var full = row.stream()
                    .filter(Counter::isFull)
                    .map(counter -> counter.standing(now))
                    .max(Comparator.comparing(Standing::resetAt));
            if (full.isPresent()) {
                return new Verdict.Refused(
                        full.get(), Duration.between(now, full.get().resetAt()));
            }
            row.forEach(counter -> counter.add(now));
            return new Verdict.Granted(scarcest(row, now));
        } finally {
            lock.unlock();
        }
    }

    private List<Counter> row(String key, List<Window> windows) {
        var row = counters.get(key);
        if (row == null || !row.stream().map(counter -> counter.window).toList().equals(windows)) {
            row = new ArrayList<>(windows.stream().map(Counter::new).toList());
            counters.put(key, row);
        }
        if (counters.size() > MOST_KEYS) {
            counters.remove(counters.keySet().iterator().next());
        }
        return row;
    }

    private static Standing scarcest(List<Counter> row, Instant now) {
        return row.stream()
                .map(counter -> counter.standing(now))
                .min(Comparator.comparingInt(Standing::remaining)
                        .thenComparing(standing -> !standing.window().word().equals("hour")))
                .orElseThrow();
    }
}
