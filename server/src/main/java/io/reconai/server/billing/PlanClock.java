package io.reconai.server.billing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.store.BillingStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Changes plans when their time has come, without Stripe: the end of the grace after a payment that failed, of the
/// period after a change to a smaller plan, of a subscription that was to end.
///
/// Several servers may do the same at once: what a plan is follows from what is known and the time alone.
@ApplicationScoped
class PlanClock {

    private static final Logger LOG = Logger.getLogger(PlanClock.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /// Of one look at the store; the rest waits for the next.
    private static final int MOST_AT_ONCE = 200;

    private final BillingStore store;
    private final PlanChanges changes;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("plan-clock").factory());

    PlanClock(BillingStore store, PlanChanges changes, Clock clock) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(this::settleQuietly, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdown();
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void settleQuietly() {
        try {
            settleDue();
        } catch (RuntimeException away) {
            LOG.warnf(away, "plans could not be looked at; tried again later");
        }
    }

    void settleDue() {
        store.due(clock.instant(), MOST_AT_ONCE).forEach(changes::settle);
    }
}
