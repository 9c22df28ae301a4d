package io.reconai.server.billing;

import io.reconai.server.usage.Usage;
import java.time.Instant;
import java.util.Comparator;

/// A period that was paid for; usage counts from its start.
public record Cycle(Instant start, Instant end) implements Comparable<Cycle> {

    private static final Comparator<Cycle> ORDER =
            Comparator.comparing(Cycle::start).thenComparing(Cycle::end);

    public Cycle {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period from " + start + " to " + end);
        }
    }

    @Override
    public int compareTo(Cycle other) {
        return ORDER.compare(this, other);
    }

    /// What was used, in this period. A period that began by itself at the same moment keeps its counts.
    public Usage applyTo(Usage usage) {
        if (start.isAfter(usage.periodStart())) {
            return new Usage(start, end, 0, 0);
        }
        return end.isAfter(usage.periodStart())
                ? new Usage(usage.periodStart(), end, usage.apiCalls(), usage.scanCredits())
                : usage;
    }
}
