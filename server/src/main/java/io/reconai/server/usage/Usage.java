package io.reconai.server.usage;

import java.time.Duration;
import java.time.Instant;

/// What a workspace has used in its present period.
///
/// @param periodEnd when both numbers fall to 0 by themselves
public record Usage(Instant periodStart, Instant periodEnd, long apiCalls, long scanCredits) {

    /// The length of a period that no payment sets.
    public static final Duration PERIOD = Duration.ofDays(30);

    /// A new workspace's.
    public static Usage from(Instant start) {
        return new Usage(start, start.plus(PERIOD), 0, 0);
    }

    /// The same seen at a later time: when the period has ended, the one that holds that time, with nothing used.
    public Usage at(Instant now) {
        if (now.isBefore(periodEnd)) {
            return this;
        }
        var periods = Duration.between(periodEnd, now).dividedBy(PERIOD);
        return from(periodEnd.plus(PERIOD.multipliedBy(periods)));
    }
}
