package io.reconai.server.billing;

import io.reconai.server.usage.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of one subscription, whatever the order in which it was learned.
///
/// Every part is a maximum, or a set from which a maximum takes away. So it makes no difference in which order events
/// come, nor how often (a join semilattice): each method is commutative, associative and idempotent.
///
/// @param latest absent until its own state was seen: a payment may be heard of first
/// @param paidUntil to the end of which period each plan was bought: who goes down keeps the larger one until then
/// @param lastPaid the newest payment
/// @param lastGood the newest moment at which it was seen without a debt
/// @param debts when payments failed that nothing has made good since, the oldest first
public record SubscriptionRecord(
        String id,
        @Nullable SubscriptionSnapshot latest,
        Map<Plan, Instant> paidUntil,
        @Nullable Instant lastPaid,
        @Nullable Instant lastGood,
        List<Instant> debts) {

    /// How long a debt takes nothing away.
    static final Duration GRACE = Duration.ofDays(7);

    /// Stripe tries a payment at most some eight times; the oldest decides.
    private static final int MOST_DEBTS = 100;

    public SubscriptionRecord {
        paidUntil = Map.copyOf(paidUntil);
        debts = List.copyOf(debts);
    }

    static SubscriptionRecord of(String id) {
        return new SubscriptionRecord(id, null, Map.of(), null, null, List.of());
    }

    SubscriptionRecord seen(SubscriptionSnapshot snapshot) {
        var newest = latest == null || latest.compareTo(snapshot) < 0 ? snapshot : latest;
        var paid = new EnumMap<Plan, Instant>(Plan.class);
        paid.putAll(paidUntil);
        if (snapshot.status().isGood()) {
            paid.merge(snapshot.plan(), snapshot.periodEnd(), SubscriptionRecord::later);
        }
        var good = snapshot.status().isGood() ? later(lastGood, snapshot.at()) : lastGood;
        var isOwed = snapshot.status() == SubscriptionStatus.PAST_DUE;
        return new SubscriptionRecord(
                id, newest, paid, lastPaid, good, owed(lastPaid, good, isOwed ? snapshot.at() : null));
    }

    SubscriptionRecord paid(Instant at) {
        var newest = later(lastPaid, at);
        return new SubscriptionRecord(id, latest, paidUntil, newest, lastGood, owed(newest, lastGood, null));
    }

    SubscriptionRecord failed(Instant at) {
        return new SubscriptionRecord(id, latest, paidUntil, lastPaid, lastGood, owed(lastPaid, lastGood, at));
    }

    private List<Instant> owed(@Nullable Instant paid, @Nullable Instant good, @Nullable Instant more) {
        return Stream.concat(debts.stream(), Stream.ofNullable(more))
                .filter(at -> paid == null || at.isAfter(paid))
                .filter(at -> good == null || !at.isBefore(good))
                .distinct()
                .sorted()
                .limit(MOST_DEBTS)
                .toList();
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    /// How it stands at a time.
    SubscriptionStatus status(Instant now) {
        if (latest == null) {
            return SubscriptionStatus.INCOMPLETE;
        }
        if (!latest.status().entitles()) {
            return latest.status();
        }
        if (latest.endsAt() != null && !now.isBefore(latest.endsAt())) {
            return SubscriptionStatus.CANCELED;
        }
        if (!debts.isEmpty()) {
            return SubscriptionStatus.PAST_DUE;
        }
        return latest.status() == SubscriptionStatus.PAST_DUE ? SubscriptionStatus.ACTIVE : latest.status();
    }

    /// What it gives at a time.
    Plan plan(Instant now) {
        if (latest == null || !status(now).entitles()) {
            return Plan.FREE;
        }
        if (graceEnd().filter(end -> !now.isBefore(end)).isPresent()) {
            return Plan.FREE;
        }
        return paidUntil.entrySet().stream()
                .filter(paid -> now.isBefore(paid.getValue()))
                .map(Map.Entry::getKey)
                .filter(plan -> plan.compareTo(latest.plan()) > 0)
                .max(Plan::compareTo)
                .orElse(latest.plan());
    }

    /// When a debt takes everything away; empty while nothing is owed.
    Optional<Instant> graceEnd() {
        return debts.stream().findFirst().map(first -> first.plus(GRACE));
    }

    /// When what it gives changes next by itself.
    Optional<Instant> changesAfter(Instant now) {
        var times = new ArrayList<Instant>(paidUntil.values());
        graceEnd().ifPresent(times::add);
        if (latest != null && latest.endsAt() != null) {
            times.add(latest.endsAt());
        }
        return times.stream().filter(now::isBefore).min(Instant::compareTo);
    }
}
