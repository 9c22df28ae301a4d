package io.reconai.server.alerts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What an alert is about.
public enum AlertEvent {
    /// The level rose to high or critical, or was there at first sight.
    ASSET_HIGH_RISK,
    ASSET_NEW,
    ASSET_GONE,
    PORT_OPENED,
    FINDING_NEW,
    FINDING_REOPENED,
    FINDING_FIXED,
    /// 30, 14, 7 days, or 1 day before.
    CERTIFICATE_EXPIRING,
    SCAN_COMPLETED,
    SCAN_FAILED,
    DOMAIN_VERIFICATION_LOST,
    /// 80 or 100 % of the plan.
    USAGE_WARNING,
    BILLING_PAYMENT_FAILED,
    /// Twenty deliveries in a row failed. In the app only: no rule can name it.
    CHANNEL_DISABLED;

    private static final Set<AlertEvent> WEIGHED =
            Set.of(ASSET_HIGH_RISK, FINDING_NEW, FINDING_REOPENED, FINDING_FIXED);

    private static final Set<AlertEvent> FOR_EVERYBODY = Set.of(
            ASSET_HIGH_RISK,
            CERTIFICATE_EXPIRING,
            SCAN_FAILED,
            DOMAIN_VERIFICATION_LOST,
            USAGE_WARNING,
            BILLING_PAYMENT_FAILED,
            CHANNEL_DISABLED);

    /// True where a rule's least severity counts: what has a severity of its own.
    boolean isWeighed() {
        return WEIGHED.contains(this);
    }

    /// True where the app shows it although no rule asks for it.
    boolean isForEverybody() {
        return FOR_EVERYBODY.contains(this);
    }

    /// True where a rule may ask for it.
    boolean isForRules() {
        return this != CHANNEL_DISABLED;
    }

    /// The word of the interface, such as `asset.high_risk`.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    /// @throws IllegalArgumentException when it is none of the words
    @JsonCreator
    public static AlertEvent of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("no event of alerts"));
    }

    static Optional<AlertEvent> find(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word().equals(word))
                .findFirst();
    }
}
