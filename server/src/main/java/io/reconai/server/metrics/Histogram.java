package io.reconai.server.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// How long something takes, in seconds. Safe for use by many threads.
final class Histogram implements Family {

    private static final double NANOS = 1e9;

    private final String name;
    private final String help;
    private final double[] bounds;
    private final AtomicLongArray counts;
    private final LongAdder nanos = new LongAdder();

    /// @param bounds upper ends in seconds, rising; one without an end is added
    Histogram(String name, String help, double... bounds) {
        this.name = name;
        this.help = help;
        this.bounds = bounds.clone();
        counts = new AtomicLongArray(bounds.length + 1);
    }

    void observe(Duration elapsed) {
        var seconds = elapsed.toNanos() / NANOS;
        var bucket = 0;
        while (bucket < bounds.length && seconds > bounds[bucket]) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
        nanos.add(elapsed.toNanos());
    }

    @Override
    public void writeTo(StringBuilder out) {
        Family.head(out, name, help, "histogram");
        var total = 0L;
        for (var bucket = 0; bucket <= bounds.length; bucket++) {
            total += counts.get(bucket);
            var end = bucket < bounds.length ? String.format(Locale.ROOT, "%s", bounds[bucket]) : "+Inf";
            out.append(name)
                    .append("_bucket{le=\"")
                    .append(end)
                    .append("\"} ")
                    .append(total)
                    .append('\n');
        }
        out.append(name).append("_sum ").append(nanos.sum() / NANOS).append('\n');
        out.append(name).append("_count ").append(total).append('\n');
    }
}
