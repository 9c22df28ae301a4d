package io.reconai.server.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.RetentionStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Forgets once a day what is older than each workspace's plan keeps: scans with what they saw, how assets looked, and
/// what was noted of days. How an asset looked last stays, as do its findings with their history. A plan that was paid
/// for counts for 30 days beyond its end, so that nobody who is late or thinks again loses what he had.
///
/// Several servers on one store may do it at once: what is gone already is nothing to do.
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration AFTER_START = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final Duration MERCY = Duration.ofDays(30);
    private static final int WORKSPACES = 500;
    private static final int SCANS = 50;

    private final RetentionStore store;
    private final BillingStore billing;
    private final Quotas quotas;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("retention").factory());

    Retention(RetentionStore store, BillingStore billing, Quotas quotas, Clock clock) {
        this.store = store;
        this.billing = billing;
        this.quotas = quotas;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(
                this::sweepQuietly, AFTER_START.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdownNow();
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void sweepQuietly() {
        try {
            sweep();
        } catch (RuntimeException away) {
            LOG.warn("what is old could not be forgotten; tried again tomorrow", away);
        }
    }

    /// Forgets what is old in every workspace.
    void sweep() {
        var after = "";
        while (true) {
            var holders = store.holders(after, WORKSPACES);
            holders.forEach(this::sweep);
            if (holders.size() < WORKSPACES) {
                return;
            }
            after = holders.getLast().workspace().id();
        }
    }

    private Plan plan(RetentionStore.Holder holder) {
        var paid = billing.find(holder.workspace())
                .standing()
                .paidAfter(clock.instant().minus(MERCY));
        return paid.compareTo(holder.plan()) > 0 ? paid : holder.plan();
    }

    private void sweep(RetentionStore.Holder holder) {
        var days = quotas.limits(plan(holder)).historyDays();
        if (days == null) {
            return;
        }
        var before = clock.instant().minus(Duration.ofDays(days));
        var forgotten = 0;
        var round = SCANS;
        while (round == SCANS && !Thread.currentThread().isInterrupted()) {
            round = store.forgetScans(holder.workspace(), before, SCANS);
            forgotten += round;
        }
        store.forgetLooks(holder.workspace(), before);
        if (forgotten > 0) {
            LOG.infof(
                    "%d scans older than %d days forgotten in %s",
                    forgotten, days, holder.workspace().id());
        }
    }
}
