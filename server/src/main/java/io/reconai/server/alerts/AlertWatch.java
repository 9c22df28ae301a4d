package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.billing.BillingEvent;
import io.reconai.server.domains.VerificationLost;
import io.reconai.server.http.Ids;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertStore;
import io.reconai.server.store.AlertWatchStore;
import io.reconai.server.store.AlertWatchStore.LostProof;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.DeliveryStore;
import io.reconai.server.store.UsageStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import io.reconai.server.usage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches what comes with time: certificates that end, plans that are used up, logs that grow old. Each alert's id
/// says what it is about and at which mark, so that looking often tells once.
@ApplicationScoped
class AlertWatch {

    /// Days before a certificate's end, the nearest first.
    private static final List<Integer> DAYS = List.of(1, 7, 14, 30);

    private static final List<Integer> PERCENT = List.of(100, 80);
    private static final int AT_ONCE = 200;
    private static final PageRequest NEWEST_PAYMENTS = new PageRequest(1, 10, List.of());
    private static final Duration PAYMENTS_LOOKED_AT = Duration.ofDays(7);
    private static final Duration DELIVERIES_KEPT = Duration.ofDays(30);
    private static final Duration ALERTS_KEPT = Duration.ofDays(365);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final AlertWatchStore store;
    private final AlertStore alerts;
    private final DeliveryStore deliveries;
    private final UsageStore usage;
    private final BillingStore billing;
    private final WorkspaceStore workspaces;
    private final Quotas quotas;
    private final Announcer announcer;
    private final Clock clock;
    private Instant sweptAt = Instant.EPOCH;

    AlertWatch(
            AlertWatchStore store,
            AlertStore alerts,
            DeliveryStore deliveries,
            UsageStore usage,
            BillingStore billing,
            WorkspaceStore workspaces,
            Quotas quotas,
            Announcer announcer,
            Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.usage = usage;
        this.billing = billing;
        this.workspaces = workspaces;
        this.quotas = quotas;
        this.announcer = announcer;
        this.clock = clock;
    }

    synchronized void look() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (var lost : store.lostProofs(AT_ONCE)) {
            tell(lost, "The proof was not found twice in a row");
        }
        if (quotas.areEnforced()) {
            forEachWorkspace(workspace -> watchUsage(workspace, now));
        }
        if (sweptAt.plus(BETWEEN_SWEEPS).isAfter(now)) {
            return;
        }
        forEachWorkspace(workspace -> watchCertificates(workspace, now));
        deliveries.sweep(now.minus(DELIVERIES_KEPT));
        alerts.sweep(now.minus(ALERTS_KEPT));
        sweptAt = now;
    }

    private void watchCertificates(Workspace workspace, Instant now) {
        var until = now.plus(Duration.ofDays(DAYS.getLast()));
        var last = "";
        for (var part = store.endingCertificates(workspace, now, until, last, AT_ONCE); !part.isEmpty(); ) {
            var found = new ArrayList<Alert>();
            for (var row : part) {
                if (row.sslCertExpiry() != null) {
                    found.add(ending(workspace, row, row.sslCertExpiry(), now));
                }
                last = row.assetId();
            }
            announcer.announce(workspace, found);
            part = store.endingCertificates(workspace, now, until, last, AT_ONCE);
        }
    }

    private void forEachWorkspace(Consumer<Workspace> consumer) {
        var last = "";
        for (var part = store.workspaces(last, AT_ONCE); !part.isEmpty(); part = store.workspaces(last, AT_ONCE)) {
            part.forEach(consumer);
            last = part.getLast().id();
        }
    }

    private static Alert ending(Workspace workspace, AssetRow row, Instant end, Instant now) {
        var left = Duration.between(now, end);
        var mark = DAYS.stream()
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
                .findFirst()
                .orElse(DAYS.getLast());
        var days = (int) left.plusDays(1).minusMillis(1).toDays();
        return new Alert(
                Ids.from("alr", workspace.id(), "certificate", row.assetId(), ServerJson.text(end), "" + mark),
                AlertEvent.CERTIFICATE_EXPIRING,
                switch (mark) {
                    case 1 -> Severity.CRITICAL;
                    case 7 -> Severity.HIGH;
                    case 14 -> Severity.MEDIUM;
                    default -> Severity.LOW;
                },
                "The certificate of " + row.assetValue() + " ends in " + (days == 1 ? "a day" : days + " days"),
                new Alert.AlertTarget("asset", row.assetId(), row.assetValue()),
                row.parentDomain(),
                row.tags(),
                AlertFacts.of("It is valid until " + ServerJson.text(end), "/assets/" + row.assetId())
                        .inScan(row.parentDomain(), null)
                        .ofAsset(row.assetId(), row.assetValue(), row.riskScore(), null, null)
                        .ending(end, days),
                now);
    }

    private void watchUsage(Workspace workspace, Instant now) {
        announcer.announce(workspace, used(workspace, now));
        payments(workspace);
    }

    private List<Alert> used(Workspace workspace, Instant now) {
        var limits = quotas.limits(workspaces.plan(workspace).orElse(Plan.FREE));
        var used = usage.usage(workspace, now);
        var found = new ArrayList<Alert>();
        add(found, workspace, "API calls", used.apiCalls(), limits.apiCalls(), used, now);
        add(found, workspace, "scan credits", used.scanCredits(), limits.scanCredits(), used, now);
        return found;
    }

    private static void add(
            List<Alert> found,
            Workspace workspace,
            String what,
            long used,
            @Nullable Integer limit,
            Usage usage,
            Instant now) {
        if (limit == null || limit == 0) {
            return;
        }
        PERCENT.stream()
                .filter(mark -> used * 100 >= (long) limit * mark)
                .findFirst()
                .ifPresent(mark -> found.add(new Alert(
                        Ids.from(
                                "alr",
                                workspace.id(),
                                "usage",
                                what,
                                ServerJson.text(usage.periodStart()),
                                "" + limit,
                                "" + mark),
                        AlertEvent.USAGE_WARNING,
                        mark == 100 ? Severity.HIGH : Severity.MEDIUM,
                        mark == 100 ? "All " + what + " are used up" : mark + " % of the " + what + " are used",
                        new Alert.AlertTarget("workspace", workspace.id(), what),
                        null,
                        List.of(),
                        AlertFacts.of(
                                        used + " of " + limit + " " + what + "; they begin anew at "
                                                + ServerJson.text(usage.periodEnd()),
                                        "/settings/billing")
                                .used(mark),
                        now)));
    }

    /// Tells of payments that failed lately. Looked for again and again, so that a kill between Stripe's event and this
    /// loses none.
    void payments(Workspace workspace) {
        var since = clock.instant().minus(PAYMENTS_LOOKED_AT);
        var failed = billing.history(workspace, NEWEST_PAYMENTS).items().stream()
                .filter(event -> event.eventType().equals("payment_failed"))
                .filter(event -> event.createdAt().isAfter(since))
                .map(event -> failed(workspace, event))
                .toList();
        if (!failed.isEmpty()) {
            announcer.announce(workspace, failed);
        }
    }

    private static Alert failed(Workspace workspace, BillingEvent event) {
        return new Alert(
                Ids.from("alr", workspace.id(), "payment", event.eventId()),
                AlertEvent.BILLING_PAYMENT_FAILED,
                Severity.HIGH,
                "A payment failed: " + event.description(),
                new Alert.AlertTarget("workspace", workspace.id(), event.description()),
                null,
                List.of(),
                AlertFacts.of("The plan goes on for seven days; pay before they are over", "/settings/billing"),
                event.createdAt());
    }

    /// Somebody's proof has just ended.
    void lost(VerificationLost lost) {
        tell(
                new LostProof(lost.workspace(), lost.domainId(), lost.domain(), lost.at()),
                "Seen instead of the proof: " + lost.problem());
    }

    private void tell(LostProof lost, String detail) {
        var name = lost.domain().value();
        announcer.announce(
                lost.workspace(),
                List.of(new Alert(
                        Ids.from("alr", lost.workspace().id(), "lost", lost.domainId(), ServerJson.text(lost.at())),
                        AlertEvent.DOMAIN_VERIFICATION_LOST,
                        Severity.HIGH,
                        name + " is no longer shown to be yours",
                        new Alert.AlertTarget("domain", lost.domainId(), name),
                        name,
                        List.of(),
                        AlertFacts.of(detail, "/domains/" + lost.domainId()).inScan(name, null),
                        lost.at())));
        store.told(lost);
    }
}
