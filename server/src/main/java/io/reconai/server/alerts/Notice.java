package io.reconai.server.alerts;

import java.time.Instant;

/// That an alert is to leave by a channel. There is one for each alert and channel, however many rules ask for it, and
/// one more for each digest.
public record Notice(String noticeId, String alertId, String ruleId, String channelId, Instant dueAt) {}
