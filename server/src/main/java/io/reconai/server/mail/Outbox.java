package io.reconai.server.mail;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.http.Ids;
import io.reconai.server.store.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Takes errands and sends their mails, away from the requests: an errand is in the store when [#add] returns, so that
/// no crash loses it; one that was interrupted is begun again, so that rarely a mail leaves twice, under the same
/// `Message-ID`.
///
/// Where no mail server takes a mail, the errand waits longer each time and is given up after a day.
@ApplicationScoped
public class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);

    /// Longer than a mail server can keep us waiting; then the errand of a process that died is anybody's.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration GIVEN_UP = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    /// One slow mail server must not hold up everybody's mail for its patience.
    private static final int CARRIERS = 2;

    private final OutboxStore store;
    private final Optional<MailPort> port;
    private final List<MailWriter> writers;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopping;

    @Inject
    Outbox(OutboxStore store, MailSettings settings, @Any Instance<MailWriter> writers, Clock clock) {
        this(store, port(settings, clock), writers.stream().toList(), clock);
    }

    Outbox(OutboxStore store, Optional<MailPort> port, List<MailWriter> writers, Clock clock) {
        this.store = store;
        this.port = port;
        this.writers = List.copyOf(writers);
        this.clock = clock;
    }

    private static Optional<MailPort> port(MailSettings settings, Clock clock) {
        return settings.way().map(way -> switch (way) {
            case MailSettings.Way.Smtp server -> new SmtpMail(server, clock);
            case MailSettings.Way.SendGrid service -> new SendGridMail(service);
        });
    }

    void start(@Observes StartupEvent started) {
        if (isOpen()) {
            for (var i = 0; i < CARRIERS; i++) {
                Thread.ofVirtual().name("mail-" + i).start(this::carry);
            }
        }
    }

    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
        news.release(CARRIERS);
    }

    /// False where the operator named no way for mail to leave.
    public boolean isOpen() {
        return port.isPresent();
    }

    /// Takes an errand; it is in the store when this returns. Without a way for mail nothing is taken.
    public void add(String kind, String address, Map<String, String> details) {
        if (!isOpen()) {
            return;
        }
        store.add(new Errand(
                Ids.next("mail"), kind, address, details, 0, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        news.release();
    }

    /// The same without anything that needs to be known.
    public void add(String kind, String address) {
        add(kind, address, Map.of());
    }

    /// Takes an errand that waits until [#release], for who writes down elsewhere that it exists: nothing leaves before
    /// that is written. One that is not released in time is given up.
    ///
    /// @param errandId the same when this is repeated, which changes nothing
    public void hold(String errandId, String kind, String address, Map<String, String> details) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.hold(
                new Errand(errandId, kind, address, details, 0, now),
                now.plus(GIVEN_UP).plus(LEASE));
    }

    /// Lets errands go that were held. Those that went already stay where they are.
    public void release(List<String> errandIds) {
        var now = clock.instant();
        errandIds.forEach(errandId -> store.release(errandId, now));
        news.release(CARRIERS);
    }

    /// Why no server took a mail.
    ///
    /// @param isFinal none ever will
    public record Refusal(String reason, boolean isFinal) {}

    /// Hands a mail over at once, for who keeps account of his own of what was sent; nothing is kept here.
    ///
    /// @return empty when a server took it
    /// @throws InterruptedException when the service stops
    public Optional<Refusal> send(Mail mail) throws InterruptedException {
        try {
            port.orElseThrow().deliver(mail);
            return Optional.empty();
        } catch (UndeliveredException undelivered) {
            return Optional.of(new Refusal(String.valueOf(undelivered.getMessage()), undelivered.isFinal()));
        }
    }

    private void carry() {
        while (!stopping) {
            try {
                while (!stopping && deliverNext()) {
                    // There may be more.
                }
                news.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                return;
            } catch (
                    RuntimeException
                            failed) { // a store that is away must not end the carrier, nor an errand of a bad shape
                LOG.warn("mail waits: an errand could not be done", failed);
                pause();
            }
        }
    }

    private void pause() {
        try {
            news.tryAcquire(CARRIERS + 1, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            stopping = true;
        }
    }

    /// Does one errand that is due.
    ///
    /// @return false when none is
    boolean deliverNext() throws InterruptedException {
        var now = clock.instant();
        var next = store.claim(now, now.plus(LEASE));
        if (next.isEmpty()) {
            return false;
        }
        deliver(next.get());
        return true;
    }

    private void deliver(Errand errand) throws InterruptedException {
        if (errand.createdAt().plus(GIVEN_UP).isBefore(clock.instant())) {
            LOG.warnf("mail given up: %s tries=%d", errand, errand.tries());
            store.done(errand.errandId());
            return;
        }
        try {
            var mail = write(errand);
            if (mail.isPresent()) {
                port.orElseThrow().deliver(mail.get().keyed(errand.errandId()));
                LOG.infof("mail sent: %s tries=%d", errand, errand.tries());
            }
            store.done(errand.errandId());
        } catch (UndeliveredException undelivered) {
            if (undelivered.isFinal()) {
                LOG.warnf("mail given up: %s tries=%d: %s", errand, errand.tries(), undelivered.getMessage());
                store.done(errand.errandId());
            } else {
                LOG.warnf("mail waits: %s tries=%d: %s", errand, errand.tries(), undelivered.getMessage());
                store.postpone(errand, clock.instant().plus(pauseAfter(errand.tries())));
            }
        }
    }

    private Optional<Mail> write(Errand errand) {
        return writers.stream()
                .filter(writer -> writer.knows(errand.kind()))
                .findFirst()
                .flatMap(writer -> writer.write(errand));
    }

    static Duration pauseAfter(int tries) {
        return PAUSES.get(Math.clamp(tries - 1, 0, PAUSES.size() - 1));
    }
}
