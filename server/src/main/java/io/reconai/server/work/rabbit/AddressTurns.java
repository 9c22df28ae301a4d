package io.reconai.server.work.rabbit;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Turns among the scans of this process, whichever workers look. Safe for use by many threads.
final class AddressTurns implements Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<InetAddress, Integer> taken = new HashMap<>();
    private final int atOnce;

    AddressTurns(int atOnce) {
        this.atOnce = atOnce;
    }

    @Override
    public Turn take(Collection<InetAddress> addresses) throws InterruptedException {
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
