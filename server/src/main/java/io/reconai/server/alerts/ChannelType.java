package io.reconai.server.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Ways in which alerts leave.
public enum ChannelType {
    EMAIL,
    SLACK,
    DISCORD,
    TEAMS,
    WEBHOOK;

    /// The word of the interface.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChannelType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /// True where many alerts go into one message; a program gets each for itself.
    boolean gathers() {
        return this != WEBHOOK;
    }

    /// The hosts of the service, or what they end with after a dot; empty for any.
    List<String> hosts() {
        return switch (this) {
            case EMAIL, WEBHOOK -> List.of();
            case SLACK -> List.of("hooks.slack.com", "hooks.slack-gov.com");
            case DISCORD -> List.of("discord.com", "discordapp.com");
            case TEAMS -> List.of("webhook.office.com", "logic.azure.com", "api.powerplatform.com");
        };
    }
}
