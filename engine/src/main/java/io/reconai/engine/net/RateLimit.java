package io.reconai.engine.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Spaces events evenly: each caller gets the next free slot and waits for it. Allows a burst of a tenth of a second.
final class RateLimit {

    private final long spacingNanos;
    private final long burstNanos;
    private long next;

    RateLimit(int perSecond) {
        spacingNanos = TimeUnit.SECONDS.toNanos(1) / Math.max(1, perSecond);
        burstNanos = TimeUnit.MILLISECONDS.toNanos(100);
        next = System.nanoTime() - burstNanos;
    }

    /// Waits for the next slot.
    ///
    /// @throws InterruptedException when the scan is cancelled while waiting
    void acquire() throws InterruptedException {
        var slot = reserve();
        for (var wait = slot - System.nanoTime(); wait > 0; wait = slot - System.nanoTime()) {
            LockSupport.parkNanos(this, wait);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// Takes a slot if one is free now; for event loops, which must not wait.
    synchronized boolean tryAcquire() {
        var now = System.nanoTime();
        if (next > now) {
            return false;
        }
        next = Math.max(next, now - burstNanos) + spacingNanos;
        return true;
    }

    synchronized boolean hasSlot() {
        return next <= System.nanoTime();
    }

    private synchronized long reserve() {
        var slot = Math.max(next, System.nanoTime() - burstNanos);
        next = slot + spacingNanos;
        return slot;
    }
}
