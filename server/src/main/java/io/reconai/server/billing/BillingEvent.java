package io.reconai.server.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A payment, made or failed, as the history shows it.
///
/// @param amount in the smallest unit of the currency
public record BillingEvent(
        String eventId,
        String eventType,
        long amount,
        String currency,
        String description,
        String status,
        @Nullable String invoiceUrl,
        Instant createdAt) {}
