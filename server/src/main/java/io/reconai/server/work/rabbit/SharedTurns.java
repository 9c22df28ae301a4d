package io.reconai.server.work.rabbit;

import io.reconai.server.store.LeaseStore;
import io.reconai.server.store.StoreAwayException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Turns among all processes on one store that have hosts looked at: a turn is a lease there, one of as many
/// names as an address has turns. The turns of a process that dies are free when its leases have ended. Safe
/// for use by many threads.
public final class SharedTurns implements Turns {

    private static final Logger LOG = Logger.getLogger(SharedTurns.class);

    /// How soon one asks again for what another process has.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int RENEWALS_A_LEASE = 3;

    private final LeaseStore leases;
    private final String owner;
    private final int atOnce;
    private final Duration length;
    private final Clock clock;

    /// Those of this process wait in memory, and only the first of them ask the store.
    private final AddressTurns own;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("address-turns").factory());

    /// @param owner the process
    /// @param atOnce hosts at one address that are looked at side by side
    /// @param length of a lease that is not renewed
    public SharedTurns(LeaseStore leases, String owner, int atOnce, Duration length, Clock clock) {
        this.leases = leases;
        this.owner = owner;
        this.atOnce = atOnce;
        this.length = length;
        this.clock = clock;
        own = new AddressTurns(atOnce);
        var pause = length.dividedBy(RENEWALS_A_LEASE).toMillis();
        timer.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public Turn take(Collection<InetAddress> addresses) throws InterruptedException {
        var wanted = List.copyOf(new LinkedHashSet<>(addresses));
        if (wanted.isEmpty()) {
            return () -> {};
        }
        var here = own.take(wanted);
        try {
            while (true) {
                var names = tryAll(wanted);
                if (names.isPresent()) {
                    return () -> {
                        giveBack(names.get());
                        here.close();
                    };
                }
                Thread.sleep(PAUSE); // other processes say nothing: one has to ask
            }
        } catch (InterruptedException | RuntimeException ended) {
            here.close();
            throw ended;
        }
    }

    /// @return the names taken, one for each address; empty when one is not to be had, or the store is away
    private Optional<List<String>> tryAll(List<InetAddress> wanted) {
        var names = new ArrayList<String>();
        try {
            for (var address : wanted) {
                var name = tryOne(address);
                if (name.isEmpty()) {
                    giveBack(names);
                    return Optional.empty();
                }
                names.add(name.get());
            }
            return Optional.of(names);
        } catch (StoreAwayException away) {
            giveBack(names);
            return Optional.empty();
        }
    }

    private Optional<String> tryOne(InetAddress address) {
        for (var turn = 1; turn <= atOnce; turn++) {
            var name = "address " + address.getHostAddress() + " " + turn;
            var now = clock.instant();
            if (leases.take(name, owner, now, now.plus(length))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private void giveBack(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        try {
            leases.giveBack(owner, names);
        } catch (StoreAwayException away) {
            LOG.warnf("turns of addresses are not given back now: %s", away);
        }
    }

    private void renew() {
        try {
            leases.renew(owner, clock.instant().plus(length));
        } catch (RuntimeException away) {
            LOG.warnf("turns of addresses could not be kept: %s", away);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
