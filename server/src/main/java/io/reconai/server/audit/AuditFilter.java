package io.reconai.server.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which entries are wanted; an empty condition does not limit.
///
/// @param after inclusive
/// @param before exclusive
public record AuditFilter(
        List<String> actors,
        List<String> actions,
        List<String> targetTypes,
        List<String> targetIds,
        Optional<Instant> after,
        Optional<Instant> before) {

    public AuditFilter {
        actors = List.copyOf(actors);
        actions = List.copyOf(actions);
        targetTypes = List.copyOf(targetTypes);
        targetIds = List.copyOf(targetIds);
    }
}
