package io.reconai.server.billing;

import io.reconai.server.usage.Plan;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A subscription as it was at one moment, in the order in which such moments count.
///
/// Stripe dates its events by whole seconds and sends them in any order. Within one second the beginning counts
/// before changes and the end after them; what we asked Stripe for counts after the changes that were known then.
///
/// @param rank the place within the second
/// @param source the event's id; decides between two changes of one second that nothing else tells apart
/// @param endsAt when it will end by somebody's wish; absent while it goes on
public record SubscriptionSnapshot(
        Instant at,
        int rank,
        String source,
        String customerId,
        Plan plan,
        SubscriptionStatus status,
        Instant periodEnd,
        @Nullable Instant endsAt)
        implements Comparable<SubscriptionSnapshot> {

    static final int CREATED = 0;
    static final int UPDATED = 1;
    static final int ASKED = 2;
    static final int DELETED = Integer.MAX_VALUE;

    private static final Comparator<SubscriptionSnapshot> ORDER = Comparator.comparing(SubscriptionSnapshot::at)
            .thenComparing(SubscriptionSnapshot::rank)
            .thenComparing(SubscriptionSnapshot::periodEnd)
            .thenComparing(SubscriptionSnapshot::source);

    @Override
    public int compareTo(SubscriptionSnapshot other) {
        return ORDER.compare(this, other);
    }

    /// True when only chance says which of the two is the later one.
    boolean isTiedWith(SubscriptionSnapshot other) {
        return at.equals(other.at) && rank == other.rank && !source.equals(other.source);
    }

    /// The same as the answer to a question that was asked when the other was known. Nothing comes after an end.
    SubscriptionSnapshot askedAfter(SubscriptionSnapshot known) {
        if (known.rank == DELETED) {
            return known;
        }
        return new SubscriptionSnapshot(
                known.at, Math.max(ASKED, known.rank + 1), source, customerId, plan, status, periodEnd, endsAt);
    }
}
