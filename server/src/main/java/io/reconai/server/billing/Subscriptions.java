package io.reconai.server.billing;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import io.reconai.server.usage.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A workspace's subscription as its owner handles it: bought, changed, canceled, resumed.
///
/// Money moves at Stripe only, and what was bought comes back as an event; the answers to our own requests merely come
/// sooner.
@ApplicationScoped
class Subscriptions {

    private final BillingStore store;
    private final StripeApi stripe;
    private final StripeSettings settings;
    private final StripeReader reader;
    private final PlanChanges changes;
    private final AuditLog audit;
    private final CurrentCaller caller;
    private final Clock clock;

    Subscriptions(
            BillingStore store,
            StripeApi stripe,
            StripeSettings settings,
            PlanChanges changes,
            AuditLog audit,
            CurrentCaller caller,
            Clock clock) {
        this.store = store;
        this.stripe = stripe;
        this.settings = settings;
        reader = new StripeReader(settings);
        this.changes = changes;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /// What the store knows, with what Stripe adds while it answers.
    SubscriptionView view() {
        var now = clock.instant();
        var billing = store.find(caller.workspace());
        var membership = caller.get().membership();
        var current = billing.standing().current(now);
        var live = billing.standing().live(now).filter(_ -> settings.isEnabled());
        var terms = billing.standing()
                .terms(now)
                .orElseGet(() -> new Standing.Terms(membership.plan(), SubscriptionStatus.ACTIVE));
        var isOwner = membership.role().mayActAs(Role.OWNER);
        var latest = current.map(SubscriptionRecord::latest);
        return new SubscriptionView(
                terms.plan().word(),
                current.isEmpty()
                        ? membership.subscriptionStatus()
                        : terms.status().word(),
                isOwner ? customer(billing, current).orElse(null) : null,
                isOwner ? current.map(SubscriptionRecord::id).orElse(null) : null,
                latest.map(known -> known.periodEnd().getEpochSecond()).orElse(null),
                live.map(SubscriptionRecord::latest)
                        .filter(known -> known.endsAt() != null)
                        .isPresent(),
                live.filter(_ -> isOwner)
                        .flatMap(one -> ifAnswered(() -> stripe.paymentMethod(one.id())))
                        .orElse(null),
                live.filter(Subscriptions::goesOn)
                        .flatMap(one -> ifAnswered(() -> Optional.of(stripe.nextInvoice(one.id()))))
                        .orElse(null),
                settings.isEnabled());
    }

    private static boolean goesOn(SubscriptionRecord subscription) {
        return subscription.latest() != null && subscription.latest().endsAt() == null;
    }

    private static <T> Optional<T> ifAnswered(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (ApiException away) {
            return Optional.empty();
        }
    }

    private static Optional<String> customer(BillingStore.Billing billing, Optional<SubscriptionRecord> current) {
        return current.map(SubscriptionRecord::latest)
                .map(SubscriptionSnapshot::customerId)
                .filter(id -> !id.isEmpty())
                .or(() -> Optional.ofNullable(billing.customerId()));
    }

    /// Where the plan is bought, or confirmed where another one is paid already.
    ///
    /// @param seed the same gives the same page again
    /// @throws ApiException `ALREADY_SUBSCRIBED`, and 422 for what is not sold
    StripeApi.Page checkout(String typedPlan, String seed) {
        requireSale();
        var plan = sold(typedPlan);
        var price = settings.price(plan)
                .orElseThrow(() -> ApiException.invalid("plan", "value", "is not sold here; ask the operator"));
        var workspace = caller.workspace();
        var billing = store.find(workspace);
        var live = billing.standing().live(clock.instant());
        if (live.isPresent()) {
            return changed(live.get(), plan, price, seed);
        }
        var customer = billing.customerId() == null ? newCustomer(workspace) : billing.customerId();
        return stripe.checkout(
                workspace,
                customer,
                price,
                page("?success=true"),
                page("?canceled=true"),
                checkoutKey(workspace, price, billing.standing()));
    }

    /// Whoever wants to buy the same for a workspace on one day gets the same page of Stripe's, and one page takes one
    /// payment: two owners who begin at once cannot pay twice. What was bought since then makes another page.
    private String checkoutKey(Workspace workspace, String price, Standing standing) {
        var bought = standing.subscriptions().stream()
                .map(SubscriptionRecord::id)
                .sorted()
                .collect(Collectors.joining(" "));
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Ids.from("checkout", workspace.id(), price, bought, day.toString());
    }

    private static Plan sold(String typed) {
        return switch (typed) {
            case "pro" -> Plan.PRO;
            case "enterprise" -> Plan.ENTERPRISE;
            default -> throw ApiException.invalid("plan", "value", "is pro or enterprise");
        };
    }

    private String newCustomer(Workspace workspace) {
        return store.link(
                workspace,
                stripe.createCustomer(workspace, caller.get().account().email()));
    }

    private StripeApi.Page changed(SubscriptionRecord live, Plan plan, String price, String seed) {
        var latest = Objects.requireNonNull(live.latest(), "what is live was seen");
        if (latest.plan() == plan) {
            throw new ApiException(ErrorCode.ALREADY_SUBSCRIBED, "The workspace has this plan already");
        }
        try {
            var item = reader.itemId(stripe.subscription(live.id())).orElseThrow(Subscriptions::noneActive);
            return stripe.change(latest.customerId(), live.id(), item, price, page(""), "change-" + seed);
        } catch (UnreadableEventException unreadable) {
            throw new ApiException(ErrorCode.UPSTREAM_ERROR, "Stripe answered what cannot be read");
        }
    }

    /// Where card, bills and plan are.
    ///
    /// @throws ApiException `NO_ACTIVE_SUBSCRIPTION` where nothing was ever bought
    StripeApi.Page portal() {
        requireSale();
        var billing = store.find(caller.workspace());
        var customer =
                customer(billing, billing.standing().current(clock.instant())).orElseThrow(Subscriptions::noneActive);
        return stripe.portal(customer, page(""));
    }

    /// Lets the subscription end with its period, or go on after all; the same again changes nothing.
    ///
    /// @return when it ends, or would
    /// @throws ApiException `NO_ACTIVE_SUBSCRIPTION`
    Instant setEnding(boolean ends) {
        requireSale();
        var workspace = caller.workspace();
        var live = live(workspace);
        if (goesOn(live) == ends) {
            changes.answered(workspace, live.id(), stripe.setEnding(live.id(), ends), clock.instant());
            audit.record(
                    "subscription.changed",
                    "subscription",
                    live.id(),
                    PlanOffer.of(live.plan(clock.instant())).name() + " plan",
                    Map.of("cancel_at_period_end", List.of(String.valueOf(!ends), String.valueOf(ends))));
        }
        var latest = Objects.requireNonNull(live(workspace).latest(), "what is live was seen");
        return latest.endsAt() == null ? latest.periodEnd() : latest.endsAt();
    }

    private SubscriptionRecord live(Workspace workspace) {
        return store.find(workspace).standing().live(clock.instant()).orElseThrow(Subscriptions::noneActive);
    }

    private void requireSale() {
        if (!settings.isEnabled()) {
            throw StripeApi.notConfigured();
        }
    }

    private String page(String query) {
        return settings.home().map(URI::toString).orElse("") + "/billing" + query;
    }

    private static ApiException noneActive() {
        return new ApiException(ErrorCode.NO_ACTIVE_SUBSCRIPTION, "The workspace has no subscription");
    }
}
