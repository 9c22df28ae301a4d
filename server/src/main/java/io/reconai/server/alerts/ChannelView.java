package io.reconai.server.alerts;

import io.reconai.server.alerts.ChannelConfig.Recipient;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A channel as the interface shows it: without its secrets.
///
/// @param secretSet it has a secret, which is never shown again
/// @param problem why it was switched off by itself
/// @param secret in the answer that made it only, when it was made there
public record ChannelView(
        String channelId,
        String name,
        ChannelType type,
        boolean enabled,
        ShownConfig config,
        boolean secretSet,
        @Nullable String problem,
        @Nullable LastDelivery lastDelivery,
        Instant createdAt,
        @Nullable String secret) {

    /// What may be seen of where it leads.
    ///
    /// @param to all recipients of mail
    /// @param unconfirmed those who have not confirmed yet and get nothing
    /// @param unsubscribed those who want no digests
    /// @param url of a webhook; of a chat only its host is shown
    /// @param headers the names of its own header fields
    public record ShownConfig(
            List<String> to,
            List<String> unconfirmed,
            List<String> unsubscribed,
            @Nullable String url,
            @Nullable String host,
            boolean allowCustomHosts,
            List<String> headers) {}

    /// How the newest delivery stands.
    public record LastDelivery(String status, Instant at) {}

    /// @param members addresses that need no confirmation, in lower case
    static ChannelView of(AlertChannel channel, Set<String> members, Optional<Delivery> last) {
        var config = channel.config();
        var address = Optional.ofNullable(config.address());
        var isChat = channel.type() != ChannelType.WEBHOOK;
        return new ChannelView(
                channel.channelId(),
                channel.name(),
                channel.type(),
                channel.enabled(),
                new ShownConfig(
                        config.recipients().stream().map(Recipient::address).toList(),
                        config.recipients().stream()
                                .filter(one -> one.confirmedAt() == null)
                                .map(Recipient::address)
                                .filter(mail -> !members.contains(mail.toLowerCase(Locale.ROOT)))
                                .toList(),
                        config.recipients().stream()
                                .filter(Recipient::unsubscribed)
                                .map(Recipient::address)
                                .toList(),
                        isChat ? null : address.map(URI::toString).orElse(null),
                        address.map(URI::getHost).orElse(null),
                        config.allowCustomHosts(),
                        config.headers().stream()
                                .map(ChannelConfig.ExtraHeader::name)
                                .toList()),
                config.secret() != null || isChat && address.isPresent(),
                channel.problem(),
                last.map(delivery -> new LastDelivery(
                                delivery.status().word(),
                                delivery.endedAt() == null ? delivery.createdAt() : delivery.endedAt()))
                        .orElse(null),
                channel.createdAt(),
                null);
    }

    ChannelView showing(@Nullable String made) {
        return new ChannelView(
                channelId, name, type, enabled, config, secretSet, problem, lastDelivery, createdAt, made);
    }
}
