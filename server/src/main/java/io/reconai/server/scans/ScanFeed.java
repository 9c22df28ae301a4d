package io.reconai.server.scans;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/// The events of one scan in their order, for those who watch it. Safe for use by many threads.
///
/// The last thousands are kept: who was cut off goes on where he was; who was away too long starts afresh.
final class ScanFeed {

    private static final int KEPT = 5_000;

    /// One event.
    ///
    /// @param number without gaps
    /// @param data what is written as its JSON
    record Event(long number, String name, Object data) {}

    /// What a reader missed.
    ///
    /// @param hasGap events before these are gone
    /// @param isEnd nothing comes after these
    record Batch(List<Event> events, boolean hasGap, boolean isEnd) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final long before;
    private long last;
    private boolean ended;

    private final BiConsumer<String, Object> others;

    ScanFeed() {
        this(0, (_, _) -> {});
    }

    /// @param before the number before that of the first event: numbers of an earlier feed of the same scan or of the
    ///     same workspace must not be met again
    /// @param others hear of each event too; of the end as of a scan that changed
    ScanFeed(long before, BiConsumer<String, Object> others) {
        this.before = before;
        last = before;
        this.others = others;
    }

    /// What comes after the end, from threads that were stopped in the middle, is not told.
    void add(String name, Object data) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            events.addLast(new Event(++last, name, data));
            if (events.size() > KEPT) {
                events.removeFirst();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
        others.accept(name, data);
    }

    /// No event comes after this one.
    void end(Object data) {
        lock.lock();
        try {
            ended = true;
            events.addLast(new Event(++last, "end", data));
            more.signalAll();
        } finally {
            lock.unlock();
        }
        others.accept("scan", data);
    }

    /// Nothing more is told here, though the scan has not ended: another process goes on with it.
    void leave() {
        lock.lock();
        try {
            ended = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The number before that of the first event.
    long before() {
        return before;
    }

    /// True for the number of an event of this feed, kept or not, and for [#before].
    boolean knows(long number) {
        return number >= before && number <= last();
    }

    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for events after a number; an empty batch when none came in time.
    Batch after(long number, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = patience.toNanos();
            while (last <= number && left > 0 && !ended) {
                left = more.awaitNanos(left);
            }
            var missed = new ArrayList<Event>();
            for (var event : events) {
                if (event.number() > number) {
                    missed.add(event);
                }
            }
            var hasGap = !missed.isEmpty() && missed.getFirst().number() > number + 1;
            return new Batch(missed, hasGap, ended);
        } finally {
            lock.unlock();
        }
    }

    /// For how long a silent stream says nothing before it shows that it lives.
    static final Duration HEARTBEAT = Duration.ofNanos(TimeUnit.SECONDS.toNanos(15));
}
