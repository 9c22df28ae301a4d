package io.reconai.server.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery as the log shows it.
///
/// @param reached recipients of mail who have it
/// @param request what was sent last, without secrets
/// @param response the beginning of what was answered last
public record DeliveryView(
        String deliveryId,
        String channelId,
        @Nullable String ruleId,
        boolean test,
        String status,
        int tries,
        List<String> alertIds,
        @Nullable String title,
        List<String> reached,
        List<Delivery.Attempt> attempts,
        @Nullable String request,
        @Nullable String response,
        Instant createdAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant endedAt) {

    /// @param title of its first alert
    static DeliveryView of(Delivery delivery, @Nullable String title) {
        return new DeliveryView(
                delivery.deliveryId(),
                delivery.channelId(),
                delivery.ruleId(),
                delivery.isTest(),
                delivery.status().word(),
                delivery.tries(),
                delivery.alertIds(),
                title,
                delivery.reached(),
                delivery.attempts(),
                delivery.request(),
                delivery.response(),
                delivery.createdAt(),
                delivery.status() == Delivery.Status.PENDING ? delivery.nextTryAt() : null,
                delivery.endedAt());
    }
}
