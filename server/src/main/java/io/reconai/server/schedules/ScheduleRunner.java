package io.reconai.server.schedules;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.engine.ScanMode;
import io.reconai.server.domains.DomainRegister;
import io.reconai.server.scans.ScanWish;
import io.reconai.server.scans.ScheduledScans;
import io.reconai.server.store.ScheduleStore;
import io.reconai.server.store.ScheduleStore.DueRun;
import io.reconai.server.store.ScheduleStore.Monitored;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.suspensions.Suspensions;
import io.reconai.server.usage.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Starts the scans that are due.
///
/// A run is claimed in the store before it is started, so that of several servers one starts it. Whoever dies between
/// claim and plan loses nothing: the claim runs out, and another takes the run.
@ApplicationScoped
public class ScheduleRunner {

    private static final Logger LOG = Logger.getLogger(ScheduleRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /// Starting is a matter of milliseconds.
    private static final Duration LEASE = Duration.ofMinutes(2);

    /// Of one look at the store; the rest waits for the next.
    private static final int MOST_AT_ONCE = 200;

    private final ScheduleStore store;
    private final WorkspaceStore workspaces;
    private final DomainRegister register;
    private final ScheduledScans scans;
    private final Quotas quotas;
    private final Suspensions suspensions;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("schedule-runner").factory());

    ScheduleRunner(
            ScheduleStore store,
            WorkspaceStore workspaces,
            DomainRegister register,
            ScheduledScans scans,
            Quotas quotas,
            Suspensions suspensions,
            Clock clock) {
        this.store = store;
        this.workspaces = workspaces;
        this.register = register;
        this.scans = scans;
        this.quotas = quotas;
        this.suspensions = suspensions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(this::runQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdown();
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void runQuietly() {
        try {
            runDue();
        } catch (RuntimeException away) {
            LOG.warnf(away, "schedules could not be looked at; tried again later");
        }
    }

    /// Starts every scan that is due and that no other server starts.
    void runDue() {
        for (var due : store.due(clock.instant(), MOST_AT_ONCE)) {
            var until = clock.instant().plus(LEASE);
            if (!store.claim(due, until)) {
                continue;
            }
            try {
                var scanId = run(due);
                var next = PlannedRun.next(due.schedule().rhythm(), due.domainId(), due.plannedAt(), clock.instant());
                store.settle(due.until(until), next, scanId);
            } catch (RuntimeException broken) {
                LOG.errorf(broken, "the scan of %s by schedule was not started; tried again", due.domain());
            }
        }
    }

    /// @return the id of the scan; empty when the plan has no room for the schedule any more, or the last scan still
    /// runs
    private Optional<String> run(DueRun due) {
        var workspace = due.workspace();
        var plan = workspaces.plan(workspace);
        if (plan.isEmpty() || suspensions.isSuspended(workspace)) {
            return Optional.empty(); // removed in this moment, or shut out
        }
        var place = store.monitored(workspace).indexOf(new Monitored(due.domainId(), due.domain()));
        if (!PlanCheck.runs(quotas.limits(plan.get()), due.schedule().rhythm(), place)) {
            return Optional.empty();
        }
        var wish = new ScanWish(
                due.domain(),
                due.schedule().scanType(),
                mode(due),
                true,
                due.schedule().ports(),
                true,
                quotas.hostsPerScan(plan.get()));
        var scanId = RunId.of(due);
        return scans.start(workspace, scanId, wish, due.schedule().setBy()) ? Optional.of(scanId) : Optional.empty();
    }

    /// A proof may have gone since the schedule was set.
    private ScanMode mode(DueRun due) {
        var mode = due.schedule().mode();
        return mode == ScanMode.ACTIVE && !register.mayScanActively(due.workspace(), due.domain())
                ? ScanMode.STANDARD
                : mode;
    }
}
