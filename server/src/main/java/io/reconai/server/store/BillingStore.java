package io.reconai.server.store;

import io.reconai.server.billing.BillingEvent;
import io.reconai.server.billing.Standing;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How workspaces stand with payment, and which events were taken.
///
/// What follows from a standing (the plan, the status, the period in which usage counts) is written in the same step as
/// the standing, whoever asks at the same moment.
public interface BillingStore {

    /// @param customerId at Stripe; absent before the first checkout
    record Billing(@Nullable String customerId, Standing standing) {}

    /// An event that is to be taken.
    ///
    /// @param stripeId taken once, whatever workspace it is for
    /// @param customerId is the workspace's from now on, unless it has one
    /// @param shown what the history shows of it; empty for nothing
    record Event(String stripeId, Instant at, @Nullable String customerId, Optional<BillingEvent> shown) {}

    /// What a workspace has bought.
    record Bought(String plan, String status) {}

    /// What a change did.
    record Change(Bought before, Bought after, Standing standing) {}

    /// @return nothing bought for a workspace that is gone
    Billing find(Workspace workspace);

    /// The workspace of that id, as we once wrote it down at Stripe.
    Optional<Workspace> named(String workspaceId);

    Optional<Workspace> ofCustomer(String customerId);

    /// Sets the customer of a workspace that has none.
    ///
    /// @return the customer that it has now
    String link(Workspace workspace, String customerId);

    /// Takes an event with all that follows from it, in one step.
    ///
    /// @param change must give the same for the same, since it may be asked more than once
    /// @return empty when it was taken before, or the workspace is gone
    Optional<Change> take(Workspace workspace, Event event, UnaryOperator<Standing> change, Instant now);

    /// The same without an event: what we asked Stripe for, and what the time has brought.
    ///
    /// @return empty when the workspace is gone
    Optional<Change> change(Workspace workspace, UnaryOperator<Standing> change, Instant now);

    /// Workspaces whose plan changes by itself at that time or earlier, the earliest first.
    List<Workspace> due(Instant now, int most);

    /// Payments, the newest first.
    PageOf<BillingEvent> history(Workspace workspace, PageRequest page);
}
