package io.reconai.engine.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many connections one address bears from us at once.
///
/// Many names share an address. A host that keeps a connection while it waits for something else would keep others,
/// or itself, from a place for as long; so those that rest are closed where one is waited for. Safe for use by many
/// threads.
final class Places {

    /// A pause between two requests is no rest.
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private int free;

    Places(int count) {
        free = count;
    }

    /// Takes a place; waits for one, and ends the longest rest where there is none.
    ///
    /// @return false when there was none in time
    boolean take(Deadline deadline) throws InterruptedException {
        while (true) {
            Resting longest;
            lock.lockInterruptibly();
            try {
                while (free == 0 && untilNextEnds() > 0) {
                    var left = deadline.remaining().toNanos();
                    if (left <= 0) {
                        return false;
                    }
                    changed.awaitNanos(Math.min(left, untilNextEnds()));
                }
                if (free > 0) {
                    free--;
                    return true;
                }
                longest = resting.removeFirst();
            } finally {
                lock.unlock();
            }
            longest.end(); // gives its place back; not under the lock, since closing may write
        }
    }

    void giveBack() {
        lock.lock();
        try {
            free++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says that a connection rests from now on.
    Resting rest(Runnable close) {
        var rests = new Resting(this, close);
        lock.lock();
        try {
            resting.addLast(rests);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return rests;
    }

    /// True when it rested until now.
    boolean remove(Resting rests) {
        lock.lock();
        try {
            return resting.remove(rests);
        } finally {
            lock.unlock();
        }
    }

    private long untilNextEnds() {
        return resting.isEmpty()
                ? Long.MAX_VALUE
                : PAUSE_NANOS - resting.getFirst().restsForNanos();
    }
}
