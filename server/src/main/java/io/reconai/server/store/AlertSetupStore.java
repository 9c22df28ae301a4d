package io.reconai.server.store;

import io.reconai.server.alerts.AlertChannel;
import io.reconai.server.alerts.AlertRule;
import io.reconai.server.identity.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Channels and rules of workspaces, the oldest first.
public interface AlertSetupStore {

    /// A channel, and whose it is.
    record Located(Workspace workspace, AlertChannel channel) {}

    /// True when a workspace has had its first channel and rule.
    boolean hasBegun(Workspace workspace);

    /// Gives a workspace its first channels and rules, once; calls after that change nothing.
    void begin(Workspace workspace, List<AlertChannel> channels, List<AlertRule> rules);

    /// Adds a channel; one of the same id stays as it is.
    void add(Workspace workspace, AlertChannel channel);

    Optional<AlertChannel> channel(Workspace workspace, String channelId);

    List<AlertChannel> channels(Workspace workspace);

    /// A channel by the id that a mailed link names.
    Optional<Located> locate(String channelId);

    /// Changes a channel; the change may be asked for several times, where others change it at the same moment.
    ///
    /// @return what it is now; empty when there is none
    Optional<AlertChannel> change(Workspace workspace, String channelId, UnaryOperator<AlertChannel> change);

    boolean removeChannel(Workspace workspace, String channelId);

    /// Adds a rule; one of the same id stays as it is.
    void add(Workspace workspace, AlertRule rule);

    Optional<AlertRule> rule(Workspace workspace, String ruleId);

    List<AlertRule> rules(Workspace workspace);

    /// Replaces a rule.
    ///
    /// @return false when there is none
    boolean save(Workspace workspace, AlertRule rule);

    boolean removeRule(Workspace workspace, String ruleId);
}
