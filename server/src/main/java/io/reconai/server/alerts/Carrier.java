package io.reconai.server.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.post.Posted;
import io.reconai.server.http.Ids;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Attachment;
import io.reconai.server.mail.Mail;
import io.reconai.server.mail.Outbox;
import io.reconai.server.metrics.Metrics;
import io.reconai.server.reports.ReportFile;
import io.reconai.server.reports.ReportFormat;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.store.AlertStore;
import io.reconai.server.store.DeliveryStore;
import io.reconai.server.store.DeliveryStore.Claimed;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import io.reconai.server.workspaces.People;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries deliveries out: tries, notes what came of it, tries again later by a plan, and switches off a channel that
/// takes nothing any more.
@ApplicationScoped
class Carrier {

    private static final Logger LOG = Logger.getLogger(Carrier.class);

    /// After the first try, the second, and so on.
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    /// Longer than twenty recipients of mail can keep us waiting; then the delivery of a process that died is
    /// anybody's.
    private static final Duration LEASE = Duration.ofMinutes(10);

    static final int MOST_FAILURES = 20;
    private static final int SHOWN = 8 * 1024;

    private final DeliveryStore deliveries;
    private final AlertSetupStore setup;
    private final AlertStore alerts;
    private final People people;
    private final Announcer announcer;
    private final MessagePosts posts;
    private final Recipients recipients;
    private final Outbox outbox;
    private final ReportFile reports;
    private final WorkspaceStore workspaces;
    private final Quotas quotas;
    private final Metrics metrics;
    private final ServerSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    Carrier(
            DeliveryStore deliveries,
            AlertSetupStore setup,
            AlertStore alerts,
            People people,
            Announcer announcer,
            MessagePosts posts,
            Recipients recipients,
            Outbox outbox,
            ReportFile reports,
            WorkspaceStore workspaces,
            Quotas quotas,
            Metrics metrics,
            ServerSettings settings,
            ObjectMapper json,
            Clock clock) {
        this.deliveries = deliveries;
        this.setup = setup;
        this.alerts = alerts;
        this.people = people;
        this.announcer = announcer;
        this.posts = posts;
        this.recipients = recipients;
        this.outbox = outbox;
        this.reports = reports;
        this.workspaces = workspaces;
        this.quotas = quotas;
        this.metrics = metrics;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// What a try came to.
    ///
    /// @param isFinal no other try would fare better
    /// @param reached recipients who have it
    record Result(
            boolean isDelivered,
            boolean isFinal,
            @Nullable Integer status,
            String detail,
            long durationMs,
            List<String> reached,
            @Nullable String request,
            @Nullable String response) {

        static Result none(String why) {
            return new Result(false, true, null, why, 0, List.of(), null, null);
        }
    }

    /// Carries out one delivery that is due.
    ///
    /// @return false when none is
    boolean deliverNext() throws InterruptedException {
        var now = clock.instant();
        var next = deliveries.claim(now, now.plus(LEASE));
        if (next.isEmpty()) {
            return false;
        }
        deliver(next.get());
        return true;
    }

    private void deliver(Claimed claimed) throws InterruptedException {
        var workspace = claimed.workspace();
        var delivery = claimed.delivery();
        var channel = setup.channel(workspace, delivery.channelId());
        if (channel.isEmpty()) {
            return; // its log went with it
        }
        var result = channel.get().enabled()
                ? send(workspace, channel.get(), delivery)
                : Result.none("the channel is switched off");
        var after = after(delivery, result);
        if (!deliveries.save(workspace, after)) {
            return; // somebody else took it over meanwhile
        }
        metrics.alerted(
                channel.get().type().word(),
                result.isDelivered() ? "delivered" : after.nextTryAt() == null ? "failed" : "postponed");
        if (after.status() == Delivery.Status.FAILED) {
            LOG.warnf("delivery %s given up: %s", delivery.deliveryId(), result.detail());
            switchOffIfFailing(workspace, channel.get());
        }
    }

    private Delivery after(Delivery delivery, Result result) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var attempt = new Delivery.Attempt(now, result.status(), result.detail(), result.durationMs());
        var isOver = result.isDelivered() || result.isFinal() || delivery.tries() > PAUSES.size();
        var next = isOver ? null : now.plus(PAUSES.get(Math.max(0, delivery.tries() - 1)));
        var status = result.isDelivered()
                ? Delivery.Status.DELIVERED
                : isOver ? Delivery.Status.FAILED : Delivery.Status.PENDING;
        return delivery.tried(attempt, status, result.reached(), result.request(), result.response(), next);
    }

    /// The alert first: it is made once however often this is repeated, and a channel that is off is not looked at.
    private void switchOffIfFailing(Workspace workspace, AlertChannel channel) {
        var last = deliveries.lastEnds(workspace, channel.channelId(), channel.enabledAt(), MOST_FAILURES);
        if (!channel.enabled()
                || last.size() < MOST_FAILURES
                || last.stream().anyMatch(status -> status != Delivery.Status.FAILED)) {
            return;
        }
        var why = MOST_FAILURES + " deliveries in a row failed";
        announcer.announce(
                workspace,
                List.of(new Alert(
                        Ids.from(
                                "alr",
                                workspace.id(),
                                "disabled",
                                channel.channelId(),
                                ServerJson.text(channel.enabledAt())),
                        AlertEvent.CHANNEL_DISABLED,
                        Severity.HIGH,
                        "The channel " + channel.name() + " was switched off",
                        new Alert.AlertTarget("channel", channel.channelId(), channel.name()),
                        null,
                        List.of(),
                        AlertFacts.of(why + "; switch it on again when its receiver works", "/alerts?tab=channels"),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        setup.change(workspace, channel.channelId(), now -> now.failing(why));
    }

    /// Sends a test at once; it is part of the log.
    Result test(Workspace workspace, AlertChannel channel) throws InterruptedException {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var delivery = Delivery.due(Ids.next("dlv"), channel.channelId(), null, List.of(), now)
                .claimed(1, 1, now);
        var result = send(workspace, channel, delivery);
        var attempt = new Delivery.Attempt(now, result.status(), result.detail(), result.durationMs());
        deliveries.add(
                workspace,
                delivery.tried(
                        attempt,
                        result.isDelivered() ? Delivery.Status.DELIVERED : Delivery.Status.FAILED,
                        result.reached(),
                        result.request(),
                        result.response(),
                        null));
        return result;
    }

    private Result send(Workspace workspace, AlertChannel channel, Delivery delivery) throws InterruptedException {
        var told = delivery.isTest()
                ? List.of(example(workspace, delivery.createdAt()))
                : alerts.read(workspace, delivery.alertIds());
        if (told.isEmpty()) {
            return Result.none("its alerts are older than they are kept");
        }
        var isDigest = Optional.ofNullable(delivery.ruleId())
                .flatMap(ruleId -> setup.rule(workspace, ruleId))
                .filter(rule -> rule.digest() != null)
                .isPresent();
        var message = new AlertMessage(
                workspace.id(), people.name(workspace), told, delivery.isTest(), isDigest, settings.publicUrl());
        return switch (channel.type()) {
            case EMAIL -> mail(workspace, channel, delivery, message);
            case SLACK -> post(channel, text(ChatMessages.slack(message)), List.of());
            case DISCORD -> post(channel, text(ChatMessages.discord(message)), List.of());
            case TEAMS -> post(channel, text(ChatMessages.teams(message)), List.of());
            case WEBHOOK -> webhook(channel, delivery, message);
        };
    }

    private static Alert example(Workspace workspace, Instant now) {
        return new Alert(
                Ids.from("alr", workspace.id(), "test", ServerJson.text(now)),
                AlertEvent.FINDING_NEW,
                Severity.HIGH,
                "New: an example on www.example.com",
                new Alert.AlertTarget("finding", "fnd_example", "an example on www.example.com"),
                "example.com",
                List.of(),
                AlertFacts.of("A test of this channel; nothing has happened", "/alerts")
                        .inScan("example.com", null),
                now);
    }

    private String text(Object message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Result webhook(AlertChannel channel, Delivery delivery, AlertMessage message) throws InterruptedException {
        var config = channel.config();
        var webhook = WebhookMessage.of(message);
        var body = text(webhook);
        var headers = new ArrayList<Header>();
        config.headers().forEach(extra -> headers.add(new Header(extra.name(), extra.value())));
        headers.add(new Header("X-ReconAI-Event", webhook.event().word()));
        headers.add(new Header("X-ReconAI-Delivery", delivery.deliveryId()));
        headers.add(new Header(
                "X-ReconAI-Signature",
                WebhookMessage.signature(
                        Objects.requireNonNull(config.secret()),
                        clock.instant(),
                        body.getBytes(StandardCharsets.UTF_8))));
        return post(channel, body, headers);
    }

    private Result post(AlertChannel channel, String body, List<Header> extra) throws InterruptedException {
        var address = Objects.requireNonNull(channel.config().address());
        var headers = new ArrayList<Header>(extra);
        headers.add(new Header("Content-Type", "application/json"));
        headers.add(new Header("Accept", "*/*"));
        var request = shown(channel, address, headers, body);
        return switch (posts.post(address, headers, body.getBytes(StandardCharsets.UTF_8))) {
            case Posted.Answered answer -> {
                var isTaken = answer.status() / 100 == 2;
                yield new Result(
                        isTaken,
                        false,
                        answer.status(),
                        isTaken ? "taken" : "answered " + answer.status(),
                        answer.elapsed().toMillis(),
                        List.of(),
                        request,
                        answer.body());
            }
            case Posted.Nothing(var why, var elapsed) ->
                new Result(false, false, null, why, elapsed.toMillis(), List.of(), request, null);
        };
    }

    /// What was sent, for the log: the values of the channel's own header fields and the address of a chat are secrets.
    private static String shown(AlertChannel channel, URI address, List<Header> headers, String body) {
        var secret = channel.config().headers().stream()
                .map(ChannelConfig.ExtraHeader::name)
                .toList();
        var text = new StringBuilder("POST ")
                .append(
                        channel.type() == ChannelType.WEBHOOK
                                ? address
                                : address.getScheme() + "://" + address.getHost())
                .append('\n');
        for (var header : headers) {
            text.append(header.name())
                    .append(": ")
                    .append(secret.contains(header.name()) ? "(set)" : header.value())
                    .append('\n');
        }
        text.append('\n').append(body);
        return text.length() <= SHOWN ? text.toString() : text.substring(0, SHOWN) + "…";
    }

    private Result mail(Workspace workspace, AlertChannel channel, Delivery delivery, AlertMessage message)
            throws InterruptedException {
        if (!outbox.isOpen()) {
            return Result.none("this service has no way to send mail");
        }
        var began = System.nanoTime();
        var reached = new ArrayList<>(delivery.reached());
        var problems = new ArrayList<String>();
        var wanted = recipients.allowed(workspace, channel).stream()
                .filter(one -> !message.isDigest() || !one.unsubscribed())
                .toList();
        var isFinal = true;
        var report = wanted.isEmpty() ? Optional.<Attachment>empty() : attached(workspace, delivery);
        for (var one : wanted) {
            if (reached.contains(one.address())) {
                continue;
            }
            var refusal = outbox.send(letter(channel, one, message, report)
                    .keyed(delivery.deliveryId() + "_" + one.key())); // the same again if this is done again
            if (refusal.isEmpty()) {
                reached.add(one.address());
                // Noted at once: nobody is written to again because a later recipient could not be.
                deliveries.save(workspace, delivery.reaching(reached));
            } else {
                problems.add(refusal.get().reason());
                isFinal = isFinal && refusal.get().isFinal();
            }
        }
        var millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        var request = "Mail to " + AlertMessage.counted(wanted.size(), "recipient") + "\nSubject: " + message.title();
        if (wanted.isEmpty()) {
            return new Result(
                    false, true, null, "no recipient has confirmed or wants it", millis, reached, request, null);
        }
        return problems.isEmpty()
                ? new Result(true, true, null, "sent", millis, reached, request, null)
                : new Result(false, isFinal, null, problems.getFirst(), millis, reached, request, null);
    }

    /// The report that a rule wants its digests to carry, as far as the plan has it.
    private Optional<Attachment> attached(Workspace workspace, Delivery delivery) {
        return Optional.ofNullable(delivery.ruleId())
                .flatMap(ruleId -> setup.rule(workspace, ruleId))
                .filter(rule -> rule.digest() != null && rule.digest().attachPdf())
                .filter(_ -> quotas.limits(workspaces.plan(workspace).orElse(Plan.FREE))
                        .integrations())
                .flatMap(rule -> reports.attach(workspace, ReportFormat.PDF, rule.domains()));
    }

    private Mail letter(
            AlertChannel channel,
            ChannelConfig.Recipient recipient,
            AlertMessage message,
            Optional<Attachment> report) {
        var mail = letter(channel, recipient, message);
        return report.map(mail::with).orElse(mail);
    }

    private Mail letter(AlertChannel channel, ChannelConfig.Recipient recipient, AlertMessage message) {
        var token = Recipients.token(channel, recipient);
        return message.isDigest()
                ? MailMessage.of(
                        message,
                        recipient.address(),
                        recipients.page("/api/alerts/unsubscribe/" + token),
                        recipients.page("/unsubscribe#token=" + token))
                : MailMessage.of(message, recipient.address(), Optional.empty(), Optional.empty());
    }

    void close() {
        posts.close();
    }
}
