package io.reconai.server.alerts;

import io.reconai.server.http.Ids;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.store.DeliveryStore;
import io.reconai.server.store.DeliveryStore.Group;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Makes notices that are due into deliveries: for people one message of all that waits, for programs one of each.
@ApplicationScoped
class Composer {

    private static final int GROUPS = 100;

    /// Longer messages are read by nobody; what is left goes into the next.
    private static final int MOST_ALERTS = 500;

    /// After this a composer that has not finished is dead.
    private static final Duration DEAD = Duration.ofMinutes(1);

    private final AlertSetupStore setup;
    private final DeliveryStore deliveries;
    private final Outbox outbox;
    private final Clock clock;

    Composer(AlertSetupStore setup, DeliveryStore deliveries, Outbox outbox, Clock clock) {
        this.setup = setup;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @return false when nothing was due
    boolean composeDue() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var due = deliveries.due(now, GROUPS);
        due.forEach(group -> compose(group, now));
        return !due.isEmpty();
    }

    void finishComposing() {
        deliveries.finishComposing(clock.instant().minus(DEAD));
    }

    private void compose(Group group, Instant now) {
        var rule = setup.rule(group.workspace(), group.ruleId()).filter(AlertRule::enabled);
        var channel = setup.channel(group.workspace(), group.channelId()).filter(AlertChannel::enabled);
        if (rule.isEmpty() || channel.isEmpty() || channel.get().type() == ChannelType.EMAIL && !outbox.isOpen()) {
            deliveries.drop(group, now);
            return;
        }
        var until = earliest(group, rule.get(), channel.get(), now);
        if (until.isAfter(now)) {
            deliveries.postpone(group, now, until);
            return;
        }
        var ids = deliveries.waiting(group, now, MOST_ALERTS).stream()
                .map(Notice::noticeId)
                .toList();
        if (channel.get().type().gathers()) {
            make(group, ids, now);
        } else {
            ids.forEach(id -> make(group, List.of(id), now));
        }
    }

    private Instant earliest(Group group, AlertRule rule, AlertChannel channel, Instant now) {
        var time = now;
        if (rule.digest() == null
                && rule.throttleMinutes() > 0
                && channel.type().gathers()) {
            var free = deliveries
                    .lastMade(group)
                    .map(last -> last.plus(Duration.ofMinutes(rule.throttleMinutes())))
                    .filter(next -> next.isAfter(now));
            time = free.orElse(now);
        }
        return rule.quietHours() == null ? time : rule.quietHours().after(time);
    }

    private void make(Group group, List<String> noticeIds, Instant now) {
        if (!noticeIds.isEmpty()) {
            deliveries.compose(
                    group.workspace(),
                    Delivery.due(Ids.next("dlv"), group.channelId(), group.ruleId(), List.of(), now),
                    noticeIds);
        }
    }
}
