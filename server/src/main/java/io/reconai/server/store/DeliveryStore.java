package io.reconai.server.store;

import io.reconai.server.alerts.Delivery;
import io.reconai.server.alerts.Notice;
import io.reconai.server.http.PageOf;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Notices that wait, and the deliveries they become. Each notice becomes part of one delivery, once.
public interface DeliveryStore {

    /// Notices of one rule for one channel that are due.
    record Group(Workspace workspace, String ruleId, String channelId) {}

    /// A delivery that somebody carries out.
    record Claimed(Workspace workspace, Delivery delivery) {}

    /// Part of the log.
    ///
    /// @param cursor where the next part begins; empty at the end
    record Part(PageOf<Delivery> deliveries, Optional<String> cursor) {}

    /// Groups with notices that are due, of all workspaces.
    List<Group> due(Instant now, int most);

    /// The notices of a group that are due, the oldest first.
    List<Notice> waiting(Group group, Instant now, int most);

    /// Makes notices into a delivery, as far as they are in none yet; nothing when all are.
    void compose(Workspace workspace, Delivery delivery, List<String> noticeIds);

    /// Makes deliveries that a process that died had decided on.
    ///
    /// @param before when that was at the latest
    void finishComposing(Instant before);

    /// Lets the due notices of a group wait.
    void postpone(Group group, Instant now, Instant until);

    /// Forgets the due notices of a group.
    void drop(Group group, Instant now);

    /// When the last delivery of a rule by a channel was made.
    Optional<Instant> lastMade(Group group);

    /// Hands out what is due longest and counts the try: of many who ask at once nobody gets the same one, until
    /// `until`.
    Optional<Claimed> claim(Instant now, Instant until);

    /// Replaces a delivery, unless it has ended or was claimed anew since.
    boolean save(Workspace workspace, Delivery delivery);

    /// Adds one that has ended, such as a test.
    void add(Workspace workspace, Delivery delivery);

    Optional<Delivery> find(Workspace workspace, String channelId, String deliveryId);

    /// The newest first.
    ///
    /// @param cursor of an earlier part; empty for the beginning
    Part list(Workspace workspace, String channelId, Optional<String> cursor, long offset, int limit);

    /// Makes one that has ended due again.
    ///
    /// @return false when it has not ended
    boolean again(Workspace workspace, String channelId, String deliveryId, Instant now);

    /// How the last ones of a channel ended, the newest first.
    List<Delivery.Status> lastEnds(Workspace workspace, String channelId, Instant since, int most);

    /// Forgets what was made before a time, of all workspaces.
    void sweep(Instant before);
}
