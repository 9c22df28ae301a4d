package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which alerts of a workspace are wanted; empty lists want all.
///
/// @param read by the person who asks
/// @param after at this time or later
public record AlertFilter(
        Optional<Boolean> read, List<AlertEvent> events, List<Severity> severities, Optional<Instant> after) {

    public AlertFilter {
        events = List.copyOf(events);
        severities = List.copyOf(severities);
    }
}
