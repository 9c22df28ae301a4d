package io.reconai.server.work.rabbit;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many hosts at one address are looked at side by side, whichever workers look: with as many ways to share what an
/// address bears, workers that know nothing of each other stay polite together. Safe for use by many threads.
final class AddressTurns {

    /// Gives the turns back that were taken; closed once.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<InetAddress, Integer> taken = new HashMap<>();
    private final int atOnce;

    AddressTurns(int atOnce) {
        this.atOnce = atOnce;
    }

    /// Waits until it is the turn of all the addresses, and takes all at once.
    Turn take(Collection<InetAddress> addresses) throws InterruptedException {
        var wanted = List.copyOf(new LinkedHashSet<>(addresses));
        lock.lockInterruptibly();
        try {
            while (wanted.stream().anyMatch(address -> taken.getOrDefault(address, 0) >= atOnce)) {
                changed.await();
            }
            wanted.forEach(address -> taken.merge(address, 1, Integer::sum));
        } finally {
            lock.unlock();
        }
        return () -> giveBack(wanted);
    }

    private void giveBack(List<InetAddress> addresses) {
        lock.lock();
        try {
            for (var address : addresses) {
                taken.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
