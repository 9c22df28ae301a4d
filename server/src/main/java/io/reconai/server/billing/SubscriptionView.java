package io.reconai.server.billing;

import io.reconai.server.billing.StripeApi.NextInvoice;
import io.reconai.server.billing.StripeApi.PaymentMethod;
import org.jspecify.annotations.Nullable;

/// What is known of the payment; nothing but the plan where nothing was bought.
///
/// @param stripeCustomerId for owners only, as are the subscription's id and the payment method
/// @param currentPeriodEnd in Unix seconds
record SubscriptionView(
        String plan,
        String subscriptionStatus,
        @Nullable String stripeCustomerId,
        @Nullable String stripeSubscriptionId,
        @Nullable Long currentPeriodEnd,
        boolean cancelAtPeriodEnd,
        @Nullable PaymentMethod paymentMethod,
        @Nullable NextInvoice nextInvoice,
        boolean billingEnabled) {}
