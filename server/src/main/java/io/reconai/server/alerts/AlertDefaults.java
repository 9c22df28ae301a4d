package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.workspaces.People;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What every workspace begins with: its owner is written to when an asset's risk is high. Made when somebody first
/// looks, or when there is first something to say; what is removed afterwards stays away.
@ApplicationScoped
class AlertDefaults {

    private static final int USUAL_THROTTLE = 60;

    private final AlertSetupStore setup;
    private final People people;
    private final Clock clock;

    AlertDefaults(AlertSetupStore setup, People people, Clock clock) {
        this.setup = setup;
        this.people = people;
        this.clock = clock;
    }

    void ensure(Workspace workspace) {
        if (setup.hasBegun(workspace)) {
            return;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var channels = new ArrayList<AlertChannel>();
        var rules = new ArrayList<AlertRule>();
        var channelId = Ids.from("chn", workspace.id(), "first");
        people.owner(workspace).ifPresent(owner -> {
            var recipient = new ChannelConfig.Recipient(owner.email(), Ids.random(Ids.LENGTH), null, false);
            channels.add(new AlertChannel(
                    channelId,
                    "E-mail to the owner",
                    ChannelType.EMAIL,
                    true,
                    new ChannelConfig(List.of(recipient), null, false, null, List.of()),
                    now,
                    now,
                    null));
            rules.add(new AlertRule(
                    Ids.from("rul", workspace.id(), "first"),
                    "Assets at high risk",
                    true,
                    List.of(AlertEvent.ASSET_HIGH_RISK),
                    Severity.HIGH,
                    List.of(),
                    List.of(),
                    List.of(channelId),
                    new Digest(Digest.Every.SCAN, "08:00", "UTC", false),
                    USUAL_THROTTLE,
                    null,
                    now));
        });
        setup.begin(workspace, channels, rules);
    }
}
