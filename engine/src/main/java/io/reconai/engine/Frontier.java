package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.discovery.FoundHost;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Where discovery stands: which names are known, what is still going on, who waits to hear of hosts.
///
/// Names lead to hosts, hosts to further names. It is over when no collector works, no name is being resolved, no host
/// is looked at, those who wait for hosts have been told of all, and those who wait for the last of them have had
/// their turn. Every method may be called from any thread.
final class Frontier {

    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Set<DomainName> known = new HashSet<>();
    private final Set<InetAddress> knownAddresses = new HashSet<>();
    private final Set<InetAddress> named = new HashSet<>();
    private final List<Follower> followers = new ArrayList<>();
    private int searching;
    private int looking;
    private int holding;
    private int turn;
    private boolean over;

    /// A collector that may ask for the hosts that others found.
    final class Follower {
        private final boolean isSlow;
        private List<FoundHost> unread = new ArrayList<>();
        private boolean waits;
        private boolean wantsLast;

        private Follower(boolean isSlow) {
            this.isSlow = isSlow;
        }

        /// The hosts found since the last call, once the search rests; empty at the end. The caller counts as searching
        /// but while it waits; a slow one only keeps the end away, and gets hosts as soon as there are any.
        List<FoundHost> next() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                await();
                var read = unread;
                unread = new ArrayList<>();
                return over ? List.of() : read;
            } finally {
                lock.unlock();
            }
        }

        /// As [#next]; but empty, once, when nothing else is going on: what is offered then still counts.
        List<FoundHost> nextOrLast() throws InterruptedException {
            alone(() -> wantsLast = true);
            return next();
        }

        private void await() throws InterruptedException {
            waits = true;
            pause();
            try {
                while (waits && !over) {
                    settled.await();
                }
            } finally {
                if (waits) {
                    wake(); // interrupted, or all is over: the caller goes on to its own end
                }
            }
        }

        private void wake() {
            waits = false;
            work();
        }

        private void work() {
            if (isSlow) {
                looking++;
            } else {
                searching++;
            }
        }

        private void pause() {
            if (isSlow) {
                looked();
            } else {
                ended();
            }
        }
    }

    /// True for a name that was not known before.
    boolean admit(DomainName name) {
        return alone(() -> known.add(name));
    }

    /// True for an address that was not known before.
    boolean admit(InetAddress address) {
        return alone(() -> knownAddresses.add(address));
    }

    /// A name is on its way to being resolved; [#ended] or [#looks] follows.
    void began() {
        alone(() -> searching++);
    }

    void ended() {
        alone(() -> {
            searching--;
            settle();
        });
    }

    /// The name is a host and is looked at from now on; [#looked] follows.
    void looks() {
        alone(() -> {
            looking++;
            ended();
        });
    }

    /// All that the host led to has been offered.
    void looked() {
        alone(() -> {
            looking--;
            settle();
        });
    }

    /// A collector begins.
    ///
    /// @param isSlow the others do not wait for it
    Follower follow(boolean isSlow) {
        var follower = new Follower(isSlow);
        alone(() -> {
            follower.work();
            followers.add(follower);
        });
        return follower;
    }

    void unfollow(Follower follower) {
        alone(() -> {
            followers.remove(follower);
            follower.pause();
        });
    }

    void found(FoundHost host) {
        alone(() -> {
            named.addAll(host.addresses());
            followers.forEach(follower -> follower.unread.add(host));
            wakeSlow();
        });
    }

    /// True when a host that was found has the address.
    boolean isNamed(InetAddress address) {
        return alone(() -> named.contains(address));
    }

    /// Waits, as one that looks at a host, until nothing else is going on: all names are known then.
    ///
    /// @return whether no name leads to the address
    boolean staysNameless(InetAddress address) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var mine = turn;
            holding++;
            looked();
            try {
                while (mine == turn && !over) {
                    settled.await();
                }
            } finally {
                if (mine == turn) {
                    holding--;
                    looking++;
                }
            }
            return !isNamed(address);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing is going on; false when the time was over first.
    boolean awaitEnd(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var until = System.nanoTime() + nanos;
            while (!over) {
                var left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                settled.await(left, TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void alone(Runnable step) {
        alone(() -> {
            step.run();
            return true;
        });
    }

    private <T> T alone(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /// Slow ones get what there is. When nothing is searched, all who wait get what has gathered; when there
    /// is nothing for them either and no host is looked at any more, it is the turn of those who wait for
    /// that; after them it is over.
    private void settle() {
        if (searching > 0) {
            wakeSlow();
            return;
        }
        readers().forEach(Follower::wake);
        if (searching == 0 && looking == 0) {
            followers.stream()
                    .filter(follower -> follower.waits && follower.wantsLast)
                    .forEach(Follower::wake);
            looking += holding;
            holding = 0;
            turn++;
        }
        over = searching == 0 && looking == 0;
        settled.signalAll();
    }

    private void wakeSlow() {
        var slow = readers().filter(follower -> follower.isSlow).toList();
        if (!slow.isEmpty()) {
            slow.forEach(Follower::wake);
            settled.signalAll();
        }
    }

    /// Those who wait and for whom there is something.
    private Stream<Follower> readers() {
        return followers.stream().filter(follower -> follower.waits && !follower.unread.isEmpty());
    }
}
