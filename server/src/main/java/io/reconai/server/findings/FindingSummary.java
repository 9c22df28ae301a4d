package io.reconai.server.findings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many findings are open, seen from several sides; those of stale assets are left out.
///
/// @param byState all states, not only the open ones
/// @param byAge days since they were first seen: `0-7`, `8-30`, `31-90`, `90+`
/// @param meanDaysToFix null when nothing was fixed yet
public record FindingSummary(
        long open,
        Map<String, Long> bySeverity,
        Map<String, Long> byCategory,
        Map<String, Long> byType,
        Map<String, Long> byState,
        Map<String, Long> byAge,
        @Nullable Double meanDaysToFix) {}
