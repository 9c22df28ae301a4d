package io.reconai.server.domains;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.engine.ownership.OwnershipAnswer;
import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.OwnershipStore;
import io.reconai.server.store.OwnershipStore.DueCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Looks every 30 days whether each proof is still there. Two looks in a row, a day apart, that do not find it take it
/// away; a look that could not be made counts as none.
@ApplicationScoped
public class OwnershipRecheck {

    private static final Logger LOG = Logger.getLogger(OwnershipRecheck.class);

    static final Duration BETWEEN_CHECKS = Duration.ofDays(30);
    private static final Duration AFTER_A_FAILURE = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /// Longer than the longest look; a worker that dies in one leaves it to another after this.
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final int MOST_AT_ONCE = 50;

    private final OwnershipStore store;
    private final OwnershipCheck check;
    private final AuditLog audit;
    private final Event<VerificationLost> lost;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("ownership-recheck").factory());

    OwnershipRecheck(
            OwnershipStore store, OwnershipCheck check, AuditLog audit, Event<VerificationLost> lost, Clock clock) {
        this.store = store;
        this.check = check;
        this.audit = audit;
        this.lost = lost;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(this::checkQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdownNow();
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void checkQuietly() {
        try {
            checkDue();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.warnf(away, "proofs of ownership could not be checked; tried again later");
        }
    }

    /// Makes every look that is due and that no other server makes.
    void checkDue() throws InterruptedException {
        for (var due : store.due(clock.instant(), MOST_AT_ONCE)) {
            var until = clock.instant().plus(LEASE);
            if (!store.claim(due, until)) {
                continue;
            }
            var answer = check.look(due.domain(), due.method());
            // A server that was stopped during the look has nothing to say when another has made it since.
            if (store.claim(due.until(until), clock.instant().plus(LEASE))) {
                conclude(due, answer);
            }
        }
    }

    private void conclude(DueCheck due, OwnershipAnswer answer) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var workspace = due.workspace();
        var domainId = due.domain().domainId();
        switch (answer) {
            case OwnershipAnswer.Shown() ->
                store.shown(workspace, domainId, due.method(), now, now.plus(BETWEEN_CHECKS));
            case OwnershipAnswer.Unknown(var why) -> {
                LOG.warnf("proof of %s not looked for: %s", due.domain().name(), why);
                store.postpone(workspace, domainId, now.plus(AFTER_A_FAILURE));
            }
            case OwnershipAnswer.NotShown(var seen) -> {
                if (!due.hasFailed()) {
                    store.failed(workspace, domainId, now, now.plus(AFTER_A_FAILURE));
                } else if (store.takeAway(workspace, domainId, now)) {
                    tell(workspace, due.domain(), now, seen);
                }
            }
        }
    }

    private void tell(Workspace workspace, Domain domain, Instant at, String seen) {
        audit.recordBySystem(
                workspace,
                "domain.verification_lost",
                new AuditEntry.Target("domain", domain.domainId(), domain.name().value()),
                Map.of("verified", List.of("true", "false"), "problem", List.of(seen)));
        lost.fire(new VerificationLost(workspace, domain.domainId(), domain.name(), at, seen));
    }
}
