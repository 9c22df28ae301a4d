package io.reconai.server.billing;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Stripe tells, as far as it concerns us.
///
/// @param id Stripe's; taken once
/// @param at to the second
public record StripeEvent(String id, String type, Instant at, Owner owner, Content content) {

    /// Whom it is about: the workspace that we wrote down at Stripe, or else the customer.
    public record Owner(
            @Nullable String workspaceId, @Nullable String customerId) {}

    /// What happened.
    public sealed interface Content {

        /// Somebody has been through the checkout.
        record CheckedOut(String subscriptionId) implements Content {}

        /// A subscription began, changed or ended.
        record Changed(String subscriptionId, SubscriptionSnapshot snapshot) implements Content {}

        record Paid(Invoice invoice) implements Content {}

        record Failed(Invoice invoice) implements Content {}
    }

    /// A bill.
    ///
    /// @param subscriptionId empty for a bill of something else
    /// @param cycle the period that it opens; empty where it opens none
    public record Invoice(
            Optional<String> subscriptionId,
            long amount,
            String currency,
            String description,
            Optional<String> url,
            Optional<Cycle> cycle) {}
}
