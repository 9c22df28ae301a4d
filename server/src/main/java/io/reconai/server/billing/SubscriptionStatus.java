package io.reconai.server.billing;

import java.util.Locale;
import java.util.Optional;

/// How a subscription stands.
public enum SubscriptionStatus {
    ACTIVE,
    TRIALING,
    /// A payment failed; Stripe tries again.
    PAST_DUE,
    /// Stripe has given up trying, or waits for a way to pay. It buys nothing until paid.
    UNPAID,
    CANCELED,
    /// The first payment was not made.
    INCOMPLETE;

    /// Stripe's word; empty for one that is none.
    static Optional<SubscriptionStatus> of(String word) {
        return switch (word) {
            case "active" -> Optional.of(ACTIVE);
            case "trialing" -> Optional.of(TRIALING);
            case "past_due" -> Optional.of(PAST_DUE);
            case "unpaid", "paused" -> Optional.of(UNPAID);
            case "canceled", "incomplete_expired" -> Optional.of(CANCELED);
            case "incomplete" -> Optional.of(INCOMPLETE);
            default -> Optional.empty();
        };
    }

    /// The word of the interface and of the store.
    public String word() {
        return this == UNPAID ? "past_due" : name().toLowerCase(Locale.ROOT);
    }

    /// Nothing is owed.
    boolean isGood() {
        return this == ACTIVE || this == TRIALING;
    }

    /// Gives what was bought; a debt does so for a time.
    boolean entitles() {
        return isGood() || this == PAST_DUE;
    }

    /// There is something that can be canceled.
    boolean isLive() {
        return entitles() || this == UNPAID;
    }
}
