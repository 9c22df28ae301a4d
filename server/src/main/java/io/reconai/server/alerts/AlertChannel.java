package io.reconai.server.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A way in which a workspace's alerts leave.
///
/// @param enabledAt since when failures count
/// @param problem why it was switched off by itself; null where it was not
public record AlertChannel(
        String channelId,
        String name,
        ChannelType type,
        boolean enabled,
        ChannelConfig config,
        Instant createdAt,
        Instant enabledAt,
        @Nullable String problem) {

    AlertChannel with(ChannelConfig other) {
        return new AlertChannel(channelId, name, type, enabled, other, createdAt, enabledAt, problem);
    }

    /// Switched off after too many failures.
    AlertChannel failing(String why) {
        return new AlertChannel(channelId, name, type, false, config, createdAt, enabledAt, why);
    }
}
