package io.reconai.server.billing;

import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.Optional;

/// A payment failed. Fired when the store knows it; whoever cares observes it.
///
/// @param amount in the smallest unit of the currency
/// @param graceEnd when the limits of the free plan begin to count; empty where the payment was for no subscription
/// @param invoiceUrl where it can be paid
public record PaymentFailed(
        Workspace workspace,
        String eventId,
        long amount,
        String currency,
        Instant at,
        Optional<Instant> graceEnd,
        Optional<String> invoiceUrl) {}
