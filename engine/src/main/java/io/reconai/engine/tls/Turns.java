package io.reconai.engine.tls;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many hellos one server is asked at once: few until it is known to bear more, and one alone where that matters.
///
/// Safe for use by many threads.
final class Turns {

    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private int most;
    private int taken;
    private int waitingFirst;
    private int waitingAlone;
    private boolean isAlone;

    Turns(int most) {
        this.most = most;
    }

    /// From now on so many at once; those under way go on.
    void most(int atOnce) {
        lock.lock();
        try {
            most = atOnce;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it may be asked, beside others.
    ///
    /// @param isFirst goes before those that are not
    void take(boolean isFirst) throws InterruptedException {
        lock.lockInterruptibly();
        waitingFirst += isFirst ? 1 : 0;
        try {
            while (taken >= most || isAlone || waitingAlone > 0 || !isFirst && waitingFirst > 0) {
                changed.await();
            }
            taken++;
        } finally {
            if (isFirst) {
                waitingFirst--;
                changed.signalAll();
            }
            lock.unlock();
        }
    }

    /// Waits until nobody else asks, and keeps others waiting meanwhile.
    void takeAlone() throws InterruptedException {
        lock.lockInterruptibly();
        waitingAlone++;
        try {
            while (taken > 0) {
                changed.await();
            }
            taken++;
            isAlone = true;
        } finally {
            waitingAlone--;
            changed.signalAll();
            lock.unlock();
        }
    }

    void giveBack() {
        lock.lock();
        try {
            taken--;
            isAlone = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
