package io.reconai.server.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The next scan of a domain by itself.
///
/// Runs are spread so that not all domains are scanned at the full hour: each begins later than its rhythm says by its
/// own share of the interval, at most a tenth. The share is the domain's and stays, so that intervals are kept.
///
/// @param plannedAt by the rhythm
/// @param at when it begins
public record PlannedRun(Instant plannedAt, Instant at) {

    private static final int SHARES = 1_000;
    private static final int SHARES_OF_ALL = 10 * SHARES;

    /// The first run of a schedule that was just set: by hours an interval after the newest scan, or now.
    static Optional<PlannedRun> first(Rhythm rhythm, String domainId, Instant now, Optional<Instant> lastScan) {
        return switch (rhythm) {
            case Rhythm.Hours hours ->
                spread(
                        hours,
                        domainId,
                        lastScan.flatMap(hours::after).filter(now::isBefore).orElse(now));
            case CronRhythm cron -> cron.after(now).flatMap(planned -> spread(cron, domainId, planned));
        };
    }

    /// The run after one that is due. What was missed in the meantime is not made up for more than this once.
    static Optional<PlannedRun> next(Rhythm rhythm, String domainId, Instant planned, Instant now) {
        return switch (rhythm) {
            case Rhythm.Hours hours -> {
                var missed = Duration.between(planned, now).dividedBy(hours.shortest());
                var last = planned.plus(hours.shortest().multipliedBy(Math.max(0, missed)));
                yield hours.after(last).flatMap(next -> spread(hours, domainId, next));
            }
            case CronRhythm cron ->
                cron.after(now.isAfter(planned) ? now : planned).flatMap(next -> spread(cron, domainId, next));
        };
    }

    private static Optional<PlannedRun> spread(Rhythm rhythm, String domainId, Instant planned) {
        var interval = rhythm.after(planned).map(next -> Duration.between(planned, next));
        var share = Math.floorMod(domainId.hashCode(), SHARES);
        var later = interval.orElse(Duration.ZERO).multipliedBy(share).dividedBy(SHARES_OF_ALL);
        return Optional.of(new PlannedRun(planned, planned.plusSeconds(later.toSeconds())));
    }
}
