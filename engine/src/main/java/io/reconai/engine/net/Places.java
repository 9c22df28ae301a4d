package io.reconai.engine.net;

import java.time.Duration;
import java.util.ArrayDeque;

/// How many connections one address bears from us at once.
///
/// Many names share an address. A host that keeps a connection while it waits for something else would keep others,
/// or itself, from a place for as long; so those that rest are closed where one is waited for. A monitor.
final class Places {

    /// A pause between two requests is no rest.
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

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
            synchronized (this) {
                while (free == 0 && untilNextEnds() > 0) {
                    var left = deadline.remaining().toNanos();
                    if (left <= 0) {
                        return false;
                    }
                    wait(Math.min(left, untilNextEnds()) / 1_000_000 + 1);
                }
                if (free > 0) {
                    free--;
                    return true;
                }
                longest = resting.removeFirst();
            }
            longest.end(); // gives its place back; not under the monitor, since closing may write
        }
    }

    synchronized void giveBack() {
        free++;
        notifyAll();
    }

    /// Says that a connection rests from now on.
    synchronized Resting rest(Runnable close) {
        var rests = new Resting(this, close);
        resting.addLast(rests);
        notifyAll();
        return rests;
    }

    /// True when it rested until now.
    synchronized boolean remove(Resting rests) {
        return resting.remove(rests);
    }

    private long untilNextEnds() {
        return resting.isEmpty()
                ? Long.MAX_VALUE
                : PAUSE_NANOS - resting.getFirst().restsForNanos();
    }
}
