package io.reconai.server.reports;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.http.Ids;
import io.reconai.server.http.ServerJson;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.ReportScheduleStore;
import io.reconai.server.store.ReportScheduleStore.DueReport;
import io.reconai.server.suspensions.Suspensions;
import io.reconai.server.workspaces.People;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Sees to it that reports leave when they are due: one errand for each recipient.
///
/// The ids of the errands follow from the schedule and the time, and they are held back until the store says that they
/// exist: of several servers one makes a report, and a kill at any point neither loses it nor makes it twice.
@ApplicationScoped
public class ReportRunner {

    static final String KIND = "reports.scheduled";
    static final String SCHEDULE = "schedule";
    static final String RECIPIENT = "recipient";
    static final String SINCE = "since";

    private static final Logger LOG = Logger.getLogger(ReportRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /// Writing errands is a matter of milliseconds.
    private static final Duration LEASE = Duration.ofMinutes(2);

    /// Of one look at the store; the rest waits for the next.
    private static final int MOST_AT_ONCE = 100;

    private final ReportScheduleStore store;
    private final People people;
    private final ReportPauses pauses;
    private final Suspensions suspensions;
    private final Outbox outbox;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopping;

    ReportRunner(
            ReportScheduleStore store,
            People people,
            ReportPauses pauses,
            Suspensions suspensions,
            Outbox outbox,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.pauses = pauses;
        this.suspensions = suspensions;
        this.outbox = outbox;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("report-runner").start(this::repeat);
    }

    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
        news.release();
    }

    /// There is something to do.
    void wake() {
        news.release();
    }

    private void repeat() {
        while (!stopping) {
            try {
                runDue();
            } catch (RuntimeException away) { // a store that is away must not end the thread; health says so
                LOG.warn("report schedules could not be looked at; tried again later", away);
            }
            try {
                news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /// Makes every report that is due and that no other server makes.
    void runDue() {
        for (var due : store.due(clock.instant(), MOST_AT_ONCE)) {
            var until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(LEASE);
            if (!store.claim(due, until)) {
                continue;
            }
            try {
                run(due.until(until));
            } catch (RuntimeException broken) {
                LOG.errorf(
                        broken,
                        "the report %s was not made; tried again",
                        due.schedule().scheduleId());
            }
        }
    }

    private void run(DueReport claimed) {
        if (!claimed.held().isEmpty()) { // whoever made it died before it let them go
            release(claimed, claimed.held());
            return;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var reachable = people.reachable(claimed.workspace());
        if (suspensions.isSuspended(claimed.workspace())
                || pauses.of(claimed.workspace(), claimed.schedule(), reachable).isPresent()) {
            store.settle(claimed, next(claimed, now), Optional.empty(), List.of());
            return;
        }
        var held = new ArrayList<String>();
        for (var member : reachable) {
            if (claimed.schedule().recipients().contains(member.uid())) {
                held.add(hold(claimed, member.uid(), member.email()));
            }
        }
        // Where somebody else took it over meanwhile, or changed it, these are his to let go, or are given up.
        if (store.settle(claimed, next(claimed, now), Optional.of(now), held)) {
            release(claimed, held);
        }
    }

    /// The same errand for everybody who makes this report.
    private String hold(DueReport claimed, String uid, String address) {
        var schedule = claimed.schedule();
        var wanted = claimed.askedAt() == null ? claimed.nextAt() : claimed.askedAt();
        var cause = (claimed.askedAt() == null ? "planned " : "asked ") + wanted;
        var errandId = Ids.from("mail", schedule.scheduleId(), cause, uid);
        var since = claimed.sentAt() == null ? schedule.createdAt() : claimed.sentAt();
        outbox.hold(
                errandId,
                KIND,
                address,
                Map.of(SCHEDULE, schedule.scheduleId(), RECIPIENT, uid, SINCE, ServerJson.text(since)));
        return errandId;
    }

    private void release(DueReport claimed, List<String> held) {
        outbox.release(held);
        store.released(claimed);
    }

    /// What was asked for leaves what is planned as it is; what was missed is not made up for more than once.
    private static Optional<Instant> next(DueReport report, Instant now) {
        if (!report.schedule().enabled()) {
            return Optional.empty();
        }
        var planned = report.nextAt();
        return Optional.of(
                planned != null && planned.isAfter(now)
                        ? planned
                        : report.schedule().next(now));
    }
}
