package io.reconai.server.billing;

import io.reconai.server.usage.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a workspace stands with payment: its subscriptions, of which one counts, and the newest period that was paid.
///
/// As with [SubscriptionRecord] the order in which it was learned makes no difference.
///
/// @param subscriptions by id
/// @param cycle absent until the first payment
public record Standing(
        List<SubscriptionRecord> subscriptions, @Nullable Cycle cycle) {

    /// Nothing was ever bought.
    public static final Standing NONE = new Standing(List.of(), null);

    public Standing {
        subscriptions = List.copyOf(subscriptions);
    }

    /// What follows for the workspace.
    public record Terms(Plan plan, SubscriptionStatus status) {}

    Standing with(String subscriptionId, UnaryOperator<SubscriptionRecord> change) {
        var all = new ArrayList<>(subscriptions);
        all.removeIf(one -> one.id().equals(subscriptionId));
        all.add(change.apply(find(subscriptionId).orElseGet(() -> SubscriptionRecord.of(subscriptionId))));
        all.sort(Comparator.comparing(SubscriptionRecord::id));
        return new Standing(all, cycle);
    }

    Standing with(Cycle other) {
        return cycle == null || cycle.compareTo(other) < 0 ? new Standing(subscriptions, other) : this;
    }

    Optional<SubscriptionRecord> find(String subscriptionId) {
        return subscriptions.stream()
                .filter(one -> one.id().equals(subscriptionId))
                .findFirst();
    }

    /// The one that counts: what gives most, among equals what can still be canceled, then the newest.
    Optional<SubscriptionRecord> current(Instant now) {
        return subscriptions.stream()
                .filter(one -> one.latest() != null)
                .max(Comparator.comparing((SubscriptionRecord one) -> one.plan(now))
                        .thenComparing(one -> one.status(now).isLive())
                        .thenComparing(one -> one.latest() == null
                                ? Instant.MIN
                                : one.latest().at())
                        .thenComparing(SubscriptionRecord::id));
    }

    /// The one that counts, if it can be canceled, resumed or changed.
    Optional<SubscriptionRecord> live(Instant now) {
        return current(now).filter(one -> one.status(now).isLive());
    }

    /// What follows for the workspace at a time; empty where nothing was ever bought: then the operator's word stands.
    public Optional<Terms> terms(Instant now) {
        return current(now).map(one -> new Terms(one.plan(now), one.status(now)));
    }

    /// The largest plan that was paid for until after a time; free where none was.
    public Plan paidAfter(Instant at) {
        return subscriptions.stream()
                .flatMap(one -> one.paidUntil().entrySet().stream())
                .filter(paid -> paid.getValue().isAfter(at))
                .map(Map.Entry::getKey)
                .max(Plan::compareTo)
                .orElse(Plan.FREE);
    }

    /// When the terms change next by themselves.
    public Optional<Instant> changesAfter(Instant now) {
        return subscriptions.stream()
                .flatMap(one -> one.changesAfter(now).stream())
                .min(Instant::compareTo);
    }
}
