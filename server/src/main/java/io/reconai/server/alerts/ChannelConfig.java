package io.reconai.server.alerts;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a channel leads. Holds secrets: shown and logged by [ChannelView] only.
///
/// @param recipients of mail
/// @param address that is posted to; secret for chats, whose whole authority it is
/// @param secret that posts are signed with
/// @param headers that the receiver wants beside
public record ChannelConfig(
        List<Recipient> recipients,
        @Nullable URI address,
        boolean allowCustomHosts,
        @Nullable String secret,
        List<ExtraHeader> headers) {

    public ChannelConfig {
        recipients = List.copyOf(recipients);
        headers = List.copyOf(headers);
    }

    /// Somebody who is written to.
    ///
    /// @param key what links in mails to him show; known to nobody else
    /// @param confirmedAt when he said that he wants them; null until then
    /// @param unsubscribed he wants no digests
    public record Recipient(
            String address, String key, @Nullable Instant confirmedAt, boolean unsubscribed) {
        @Override
        public String toString() {
            return "a recipient";
        }
    }

    /// One header field.
    public record ExtraHeader(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    Optional<Recipient> recipient(String mail) {
        return recipients.stream()
                .filter(one -> one.address().equalsIgnoreCase(mail))
                .findFirst();
    }

    ChannelConfig with(List<Recipient> others) {
        return new ChannelConfig(others, address, allowCustomHosts, secret, headers);
    }

    @Override
    public String toString() {
        return "a channel's configuration";
    }
}
