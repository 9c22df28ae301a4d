package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Outbox;
import io.reconai.server.scans.WorkspaceFeeds;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.store.AlertStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Keeps alerts and says by which channels each leaves and when.
///
/// The app shows what any rule asks for, what is at high or critical severity, and what somebody has to see to; the
/// rest is not kept. An alert that is there already is passed over with all that would follow.
@ApplicationScoped
public class Announcer {

    private final AlertStore alerts;
    private final AlertSetupStore setup;
    private final AlertDefaults defaults;
    private final WorkspaceStore workspaces;
    private final WorkspaceFeeds watchers;
    private final Quotas quotas;
    private final Outbox outbox;
    private final Clock clock;

    Announcer(
            AlertStore alerts,
            AlertSetupStore setup,
            AlertDefaults defaults,
            WorkspaceStore workspaces,
            WorkspaceFeeds watchers,
            Quotas quotas,
            Outbox outbox,
            Clock clock) {
        this.alerts = alerts;
        this.setup = setup;
        this.defaults = defaults;
        this.workspaces = workspaces;
        this.watchers = watchers;
        this.quotas = quotas;
        this.outbox = outbox;
        this.clock = clock;
    }

    void announce(Workspace workspace, List<Alert> news) {
        if (news.isEmpty()) {
            return;
        }
        defaults.ensure(workspace);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var rules = setup.rules(workspace);
        var channels = setup.channels(workspace).stream()
                .filter(AlertChannel::enabled)
                .filter(channel -> isOpen(workspace, channel))
                .collect(Collectors.toMap(AlertChannel::channelId, Function.identity()));
        var kept = new ArrayList<Alert>();
        var notices = new ArrayList<Notice>();
        for (var alert : news) {
            var wanted = rules.stream().filter(rule -> rule.wants(alert)).toList();
            if (!wanted.isEmpty() || isShownAnyway(alert)) {
                kept.add(alert);
            }
            for (var rule : wanted) {
                rule.channels().stream()
                        .filter(channels::containsKey)
                        .map(channelId -> notice(alert, rule, channelId, now))
                        .forEach(notices::add);
            }
        }
        var added = alerts.add(workspace, kept, notices);
        tell(workspace, kept, added);
    }

    /// A way for mail is the operator's, chats and webhooks are the plan's.
    private boolean isOpen(Workspace workspace, AlertChannel channel) {
        return channel.type() == ChannelType.EMAIL
                ? outbox.isOpen()
                : quotas.limits(workspaces.plan(workspace).orElse(Plan.FREE)).integrations();
    }

    private static boolean isShownAnyway(Alert alert) {
        return alert.event().isForEverybody()
                || (alert.event() == AlertEvent.FINDING_NEW || alert.event() == AlertEvent.FINDING_REOPENED)
                        && alert.severity().compareTo(Severity.HIGH) >= 0;
    }

    private static Notice notice(Alert alert, AlertRule rule, String channelId, Instant now) {
        var digest = rule.digest();
        var due = digest == null ? now : digest.next(now);
        var mode = digest == null ? "instant" : rule.ruleId();
        return new Notice(
                Ids.from("ntc", alert.alertId(), channelId, mode),
                alert.alertId(),
                rule.ruleId(),
                channelId,
                rule.quietHours() == null ? due : rule.quietHours().after(due));
    }

    private void tell(Workspace workspace, List<Alert> kept, Set<String> added) {
        kept.stream()
                .filter(alert -> added.contains(alert.alertId()))
                .forEach(alert -> watchers.tell(workspace, "alert", AlertView.of(alert, false)));
    }
}
