package io.reconai.engine.tls;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many hellos one server is asked at once: few until it is known to bear more, and one alone where that matters.
///
/// Some go first. A place can be kept for them also while they are between two hellos, so that nobody comes between.
///
/// Safe for use by many threads.
final class Turns {

    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private int most;
    private int taken;
    private int takenByOthers; // than those that go first
    private int kept;
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

    /// From now on so many more places, or fewer, are kept for those that go first; one is always left to others.
    void keep(int more) {
        lock.lock();
        try {
            kept += more;
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
            while (taken >= most || isAlone || waitingAlone > 0 || !isFirst && mustLetFirstPass()) {
                changed.await();
            }
            taken++;
            takenByOthers += isFirst ? 0 : 1;
        } finally {
            if (isFirst) {
                waitingFirst--;
                changed.signalAll();
            }
            lock.unlock();
        }
    }

    private boolean mustLetFirstPass() {
        return waitingFirst > 0 || takenByOthers >= Math.max(1, most - kept);
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
            takenByOthers++;
            isAlone = true;
        } finally {
            waitingAlone--;
            changed.signalAll();
            lock.unlock();
        }
    }

    /// @param isFirst as it was taken; a place taken alone is none of those that go first
    void giveBack(boolean isFirst) {
        lock.lock();
        try {
            taken--;
            takenByOthers -= isFirst ? 0 : 1;
            isAlone = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
