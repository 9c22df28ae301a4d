package io.reconai.server.alerts;

import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Errand;
import io.reconai.server.mail.Letter;
import io.reconai.server.mail.Mail;
import io.reconai.server.mail.MailWriter;
import io.reconai.server.mail.Outbox;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.workspaces.People;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Who may be written to: members whose addresses are shown to be theirs, and whoever confirmed by a mailed link.
@ApplicationScoped
class Recipients implements MailWriter {

    private static final String CONFIRM = "alerts.confirm";
    private static final String CHANNEL = "channel";

    private final AlertSetupStore setup;
    private final People people;
    private final ServerSettings settings;
    private final Clock clock;

    Recipients(AlertSetupStore setup, People people, ServerSettings settings, Clock clock) {
        this.setup = setup;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    /// Addresses of members, in lower case, as far as they were shown to be theirs.
    Set<String> ofMembers(Workspace workspace) {
        return people.reachable(workspace).stream()
                .map(member -> member.email().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /// Those of a channel that may be written to.
    List<ChannelConfig.Recipient> allowed(Workspace workspace, AlertChannel channel) {
        var members = ofMembers(workspace);
        return channel.config().recipients().stream()
                .filter(one -> one.confirmedAt() != null
                        || members.contains(one.address().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /// Asks those who must confirm first.
    void askToConfirm(Workspace workspace, AlertChannel channel, Outbox outbox) {
        var allowed = allowed(workspace, channel);
        channel.config().recipients().stream()
                .filter(one -> !allowed.contains(one))
                .forEach(one -> outbox.add(CONFIRM, one.address(), Map.of(CHANNEL, channel.channelId())));
    }

    @Override
    public boolean knows(String kind) {
        return kind.equals(CONFIRM);
    }

    @Override
    public Optional<Mail> write(Errand errand) {
        return setup.locate(errand.details().getOrDefault(CHANNEL, "")).flatMap(located -> located.channel()
                .config()
                .recipient(errand.address())
                .filter(one -> one.confirmedAt() == null)
                .map(one -> Letter.to(one.address(), "Confirm that you want alerts from ReconAI")
                        .paragraph("The workspace " + people.name(located.workspace())
                                + " on ReconAI wants to send alerts about what it shows to the internet to this"
                                + " address.")
                        .link(
                                "Confirm the address",
                                page("/confirm-alerts#token=" + token(located.channel(), one))
                                        .orElseThrow())
                        .paragraph("If you do not want them, do nothing: you will get none.")
                        .mail()));
    }

    Optional<URI> page(String path) {
        return settings.publicUrl().map(base -> base.resolve(path));
    }

    static String token(AlertChannel channel, ChannelConfig.Recipient recipient) {
        return channel.channelId() + "." + recipient.key();
    }

    /// @return false when there is no such link
    boolean confirm(String token) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return change(
                token,
                one -> one.confirmedAt() == null
                        ? new ChannelConfig.Recipient(one.address(), one.key(), now, one.unsubscribed())
                        : one);
    }

    /// @return false when there is no such link
    boolean unsubscribe(String token) {
        return change(token, one -> new ChannelConfig.Recipient(one.address(), one.key(), one.confirmedAt(), true));
    }

    private boolean change(String token, UnaryOperator<ChannelConfig.Recipient> change) {
        var parts = token.split("\\.", 2);
        if (parts.length < 2) {
            return false;
        }
        return setup.locate(parts[0])
                .filter(located ->
                        located.channel().config().recipients().stream().anyMatch(one -> isSame(one.key(), parts[1])))
                .flatMap(located -> setup.change(
                        located.workspace(),
                        parts[0],
                        channel -> channel.with(channel.config()
                                .with(channel.config().recipients().stream()
                                        .map(one -> isSame(one.key(), parts[1]) ? change.apply(one) : one)
                                        .toList()))))
                .isPresent();
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
