package io.reconai.server.billing;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.BillingStore.Change;
import io.reconai.server.usage.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/// Lets what Stripe tells take effect, once each, and tells those who care.
@ApplicationScoped
class PlanChanges {

    private static final Logger LOG = Logger.getLogger(PlanChanges.class);

    private final BillingStore store;
    private final StripeApi stripe;
    private final StripeReader reader;
    private final AuditLog audit;
    private final Event<PaymentFailed> failures;
    private final Clock clock;

    PlanChanges(
            BillingStore store,
            StripeApi stripe,
            StripeSettings settings,
            AuditLog audit,
            Event<PaymentFailed> failures,
            Clock clock) {
        this.store = store;
        this.stripe = stripe;
        reader = new StripeReader(settings);
        this.audit = audit;
        this.failures = failures;
        this.clock = clock;
    }

    /// Takes an event.
    ///
    /// @return false when it was taken before, or is about nobody whom we know
    boolean take(StripeEvent event) {
        var workspace = workspace(event.owner());
        if (workspace.isEmpty()) {
            return false;
        }
        var isTied = isTied(workspace.get(), event.content());
        var taken = new BillingStore.Event(event.id(), event.at(), event.owner().customerId(), shown(event));
        var change = store.take(workspace.get(), taken, effect(event), clock.instant());
        change.ifPresent(news -> {
            record(workspace.get(), news, event);
            tell(workspace.get(), event, news.standing());
            lookAgain(workspace.get(), event, isTied);
        });
        endSurplus(workspace.get());
        return change.isPresent();
    }

    /// Two checkouts of one workspace that were open at once may both have been paid. The subscription that counts
    /// stays; any other ends now, so that nobody is asked to pay for it again. While Stripe is away the event is
    /// refused, so that it comes again.
    private void endSurplus(Workspace workspace) {
        var now = clock.instant();
        var standing = store.find(workspace).standing();
        var kept = standing.live(now).map(SubscriptionRecord::id);
        for (var other : standing.subscriptions()) {
            if (kept.isEmpty()
                    || other.id().equals(kept.get())
                    || !other.status(now).isLive()) {
                continue;
            }
            stripe.end(other.id());
            answered(workspace, other.id(), stripe.subscription(other.id()), now);
            audit.recordBySystem(
                    workspace,
                    "subscription.changed",
                    new AuditEntry.Target("subscription", other.id(), "A second subscription"),
                    Map.of("status", List.of("active", "canceled")));
            LOG.warnf("ended %s: the workspace has %s already", other.id(), kept.get());
        }
    }

    private Optional<Workspace> workspace(StripeEvent.Owner owner) {
        return Optional.ofNullable(owner.workspaceId())
                .flatMap(store::named)
                .or(() -> Optional.ofNullable(owner.customerId()).flatMap(store::ofCustomer));
    }

    static UnaryOperator<Standing> effect(StripeEvent event) {
        return switch (event.content()) {
            case StripeEvent.Content.CheckedOut _ -> standing -> standing;
            case StripeEvent.Content.Changed(var id, var snapshot) ->
                standing -> standing.with(id, known -> known.seen(snapshot));
            case StripeEvent.Content.Paid(var invoice) -> standing -> paid(standing, invoice, event.at());
            case StripeEvent.Content.Failed(var invoice) ->
                standing -> invoice.subscriptionId()
                        .map(id -> standing.with(id, known -> known.failed(event.at())))
                        .orElse(standing);
        };
    }

    private static Standing paid(Standing standing, StripeEvent.Invoice invoice, Instant at) {
        if (invoice.subscriptionId().isEmpty()) {
            return standing;
        }
        var paid = standing.with(invoice.subscriptionId().get(), known -> known.paid(at));
        return invoice.cycle().map(paid::with).orElse(paid);
    }

    static Optional<BillingEvent> shown(StripeEvent event) {
        return switch (event.content()) {
            case StripeEvent.Content.CheckedOut _, StripeEvent.Content.Changed _ -> Optional.empty();
            case StripeEvent.Content.Paid(var invoice) ->
                Optional.of(shown("payment_succeeded", "succeeded", invoice, event.at()));
            case StripeEvent.Content.Failed(var invoice) ->
                Optional.of(shown("payment_failed", "failed", invoice, event.at()));
        };
    }

    private static BillingEvent shown(String type, String status, StripeEvent.Invoice invoice, Instant at) {
        return new BillingEvent(
                Ids.next("evt"),
                type,
                invoice.amount(),
                invoice.currency(),
                invoice.description(),
                status,
                invoice.url().orElse(null),
                at);
    }

    /// True when only chance would say which of two changes of one second came last.
    private boolean isTied(Workspace workspace, StripeEvent.Content content) {
        return content instanceof StripeEvent.Content.Changed(var id, var snapshot)
                && store.find(workspace)
                        .standing()
                        .find(id)
                        .map(SubscriptionRecord::latest)
                        .filter(snapshot::isTiedWith)
                        .isPresent();
    }

    private void record(Workspace workspace, Change change, StripeEvent event) {
        var changes = changes(change);
        if (!changes.isEmpty()) {
            audit.recordByStripe(workspace, event.id(), "subscription.changed", target(change), changes);
        }
    }

    private AuditEntry.Target target(Change change) {
        var id = change.standing()
                .current(clock.instant())
                .map(SubscriptionRecord::id)
                .orElse("none");
        return new AuditEntry.Target(
                "subscription", id, PlanOffer.of(Plan.of(change.after().plan())).name() + " plan");
    }

    private static Map<String, List<String>> changes(Change change) {
        var before = change.before();
        var after = change.after();
        var changes = new TreeMap<String, List<String>>();
        if (!before.plan().equals(after.plan())) {
            changes.put("plan", List.of(before.plan(), after.plan()));
        }
        if (!before.status().equals(after.status())) {
            changes.put("status", List.of(before.status(), after.status()));
        }
        return changes;
    }

    private void tell(Workspace workspace, StripeEvent event, Standing standing) {
        if (event.content() instanceof StripeEvent.Content.Failed(var invoice)) {
            failures.fire(new PaymentFailed(
                    workspace,
                    event.id(),
                    invoice.amount(),
                    invoice.currency(),
                    event.at(),
                    invoice.subscriptionId().flatMap(standing::find).flatMap(SubscriptionRecord::graceEnd),
                    invoice.url()));
        }
    }

    /// Asks Stripe where an event does not say enough. Without an answer the next event says it.
    private void lookAgain(Workspace workspace, StripeEvent event, boolean isTied) {
        var id =
                switch (event.content()) {
                    case StripeEvent.Content.CheckedOut(var subscriptionId) -> subscriptionId;
                    case StripeEvent.Content.Changed changed -> isTied ? changed.subscriptionId() : "";
                    case StripeEvent.Content.Paid _, StripeEvent.Content.Failed _ -> "";
                };
        if (id.isEmpty()) {
            return;
        }
        try {
            answered(workspace, id, stripe.subscription(id), event.at())
                    .ifPresent(change -> record(workspace, change, event));
        } catch (ApiException away) {
            LOG.infof("the subscription of %s was not looked at again: %s", event.id(), away.getMessage());
        }
    }

    /// Lets an answer of Stripe's about a subscription take effect.
    ///
    /// @param body the subscription as JSON
    /// @param at what it counts from where nothing was known yet
    Optional<Change> answered(Workspace workspace, String subscriptionId, String body, Instant at) {
        try {
            return reader.answer(body, at)
                    .flatMap(snapshot -> store.change(
                            workspace,
                            standing -> standing.with(subscriptionId, known -> answered(known, snapshot)),
                            clock.instant()));
        } catch (UnreadableEventException unreadable) {
            LOG.warnf("an answer about a subscription could not be read: %s", unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static SubscriptionRecord answered(SubscriptionRecord known, SubscriptionSnapshot snapshot) {
        return known.seen(known.latest() == null ? snapshot : snapshot.askedAfter(known.latest()));
    }

    /// Writes down what the time has brought: the end of a grace, of a period.
    void settle(Workspace workspace) {
        store.change(workspace, standing -> standing, clock.instant()).ifPresent(change -> {
            var changes = changes(change);
            if (!changes.isEmpty()) {
                audit.recordBySystem(workspace, "subscription.changed", target(change), changes);
            }
        });
    }
}
