package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.discovery.FoundHost;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where discovery stands: which names are known, what is still going on, who waits to hear of hosts.
///
/// Names lead to hosts, hosts to further names. It is over when no collector works, no name is being resolved, no host
/// is looked at, those who wait for hosts have been told of all, and those who wait for the last of them have had
/// their turn. A monitor; every method may be called from any thread.
final class Frontier {

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
        /// but while it waits; a slow one only keeps the end away.
        List<FoundHost> next() throws InterruptedException {
            synchronized (Frontier.this) {
                await();
                var read = unread;
                unread = new ArrayList<>();
                return over ? List.of() : read;
            }
        }

        /// As [#next]; but empty, once, when nothing else is going on: what is offered then still counts.
        List<FoundHost> nextOrLast() throws InterruptedException {
            synchronized (Frontier.this) {
                wantsLast = true;
                return next();
            }
        }

        private void await() throws InterruptedException {
            waits = true;
            pause();
            try {
                while (waits && !over) {
                    Frontier.this.wait();
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
    synchronized boolean admit(DomainName name) {
        return known.add(name);
    }

    /// True for an address that was not known before.
    synchronized boolean admit(InetAddress address) {
        return knownAddresses.add(address);
    }

    /// A name is on its way to being resolved; [#ended] or [#looks] follows.
    synchronized void began() {
        searching++;
    }

    synchronized void ended() {
        searching--;
        settle();
    }

    /// The name is a host and is looked at from now on; [#looked] follows.
    synchronized void looks() {
        looking++;
        ended();
    }

    /// All that the host led to has been offered.
    synchronized void looked() {
        looking--;
        settle();
    }

    /// A collector begins.
    ///
    /// @param isSlow the others do not wait for it
    synchronized Follower follow(boolean isSlow) {
        var follower = new Follower(isSlow);
        follower.work();
        followers.add(follower);
        return follower;
    }

    synchronized void unfollow(Follower follower) {
        followers.remove(follower);
        follower.pause();
    }

    synchronized void found(FoundHost host) {
        named.addAll(host.addresses());
        for (var follower : followers) {
            follower.unread.add(host);
        }
    }

    /// True when a host that was found has the address.
    synchronized boolean isNamed(InetAddress address) {
        return named.contains(address);
    }

    /// Waits, as one that looks at a host, until nothing else is going on: all names are known then.
    ///
    /// @return whether no name leads to the address
    synchronized boolean staysNameless(InetAddress address) throws InterruptedException {
        var mine = turn;
        holding++;
        looked();
        try {
            while (mine == turn && !over) {
                wait();
            }
        } finally {
            if (mine == turn) {
                holding--;
                looking++;
            }
        }
        return !isNamed(address);
    }

    /// Waits until nothing is going on; false when the time was over first.
    synchronized boolean awaitEnd(long nanos) throws InterruptedException {
        var until = System.nanoTime() + nanos;
        while (!over) {
            var left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /// When nothing is searched, those who wait get what has gathered; when there is nothing for them either and no
    /// host is looked at any more, it is the turn of those who wait for that; after them it is over.
    private void settle() {
        if (searching > 0) {
            return;
        }
        for (var follower : followers) {
            if (follower.waits && !follower.unread.isEmpty()) {
                follower.wake();
            }
        }
        if (searching == 0 && looking == 0) {
            followers.stream()
                    .filter(follower -> follower.waits && follower.wantsLast)
                    .forEach(Follower::wake);
            looking += holding;
            holding = 0;
            turn++;
        }
        over = searching == 0 && looking == 0;
        notifyAll();
    }
}
