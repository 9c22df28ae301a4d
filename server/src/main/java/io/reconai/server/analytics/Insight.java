package io.reconai.server.analytics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One sentence about a workspace that is worth acting on.
///
/// @param stats the numbers that it is made of
/// @param recommendation what to do, for what is urgent
/// @param link the app's list with the matching filter
record Insight(
        Type type,
        String title,
        String message,
        Priority priority,
        Map<String, Long> stats,
        @Nullable String recommendation,
        String link) {

    /// How it is shown.
    enum Type {
        CRITICAL,
        WARNING,
        INFO,
        SUCCESS
    }

    /// In which order, the most urgent first.
    enum Priority {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW
    }
}
