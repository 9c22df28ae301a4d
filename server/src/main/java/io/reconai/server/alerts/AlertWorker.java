package io.reconai.server.alerts;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.billing.PaymentFailed;
import io.reconai.server.domains.VerificationLost;
import io.reconai.server.store.ScanNewsStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Does the work of alerts, away from everything else: one thread that turns news into deliveries, some that carry
/// deliveries out, one that watches what comes with time. All of it may be begun again at any point.
@ApplicationScoped
public class AlertWorker {

    private static final Logger LOG = Logger.getLogger(AlertWorker.class);

    /// Longer than the alerts of a large scan take; then the news of a process that died are anybody's.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WATCHES = Duration.ofMinutes(5);

    /// One slow receiver must not hold up everybody's messages for its patience.
    private static final int CARRIERS = 4;

    private final ScanNewsStore scans;
    private final ScanNews news;
    private final Announcer announcer;
    private final Composer composer;
    private final Carrier carrier;
    private final AlertWatch watch;
    private final Clock clock;
    private final Semaphore waking = new Semaphore(0);
    private final Semaphore carrying = new Semaphore(0);
    private final Semaphore ending = new Semaphore(0);
    private volatile boolean stopping;

    AlertWorker(
            ScanNewsStore scans,
            ScanNews news,
            Announcer announcer,
            Composer composer,
            Carrier carrier,
            AlertWatch watch,
            Clock clock) {
        this.scans = scans;
        this.news = news;
        this.announcer = announcer;
        this.composer = composer;
        this.carrier = carrier;
        this.watch = watch;
        this.clock = clock;
    }

    /// Work that may have been all there was, or not.
    @FunctionalInterface
    private interface Work {
        /// @return false when there was nothing to do
        boolean next() throws InterruptedException;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("alerts").start(() -> repeat(this::prepareNext, waking, BETWEEN_LOOKS));
        for (var i = 0; i < CARRIERS; i++) {
            Thread.ofVirtual()
                    .name("alert-carrier-" + i)
                    .start(() -> repeat(carrier::deliverNext, carrying, BETWEEN_LOOKS));
        }
        Thread.ofVirtual().name("alert-watch").start(() -> repeat(this::watchOnce, ending, BETWEEN_WATCHES));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        waking.release();
        carrying.release(CARRIERS);
        ending.release();
        carrier.close();
    }

    void lost(@Observes VerificationLost lost) {
        watch.lost(lost);
        wake();
    }

    void failed(@Observes PaymentFailed payment) {
        watch.payments(payment.workspace());
        wake();
    }

    /// There may be something to do.
    void wake() {
        waking.release();
        carrying.release();
    }

    private void repeat(Work work, Semaphore sign, Duration pause) {
        while (!stopping) {
            try {
                while (!stopping && work.next()) {
                    // There may be more.
                }
                sign.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) { // a store that is away must not end the thread
                LOG.warn("alerts wait", failed);
                pause();
            }
        }
    }

    private void pause() {
        try {
            ending.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            stopping = true;
        }
    }

    /// Tells the news of one scan, and makes deliveries of what is due.
    boolean prepareNext() {
        var now = clock.instant();
        var ended = scans.claim(now, now.plus(LEASE));
        ended.ifPresent(one -> {
            announcer.announce(one.workspace(), news.of(one.workspace(), one.scan()));
            scans.told(one.scan());
        });
        var hasComposed = composer.composeDue();
        if (hasComposed) {
            carrying.release(CARRIERS);
        }
        return ended.isPresent() || hasComposed;
    }

    private boolean watchOnce() {
        composer.finishComposing();
        watch.look();
        return false;
    }
}
