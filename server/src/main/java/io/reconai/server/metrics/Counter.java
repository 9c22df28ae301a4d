package io.reconai.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Something that is counted, apart for each combination of its labels. Safe for use by many threads.
final class Counter implements Family {

    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<String, LongAdder> series = new ConcurrentSkipListMap<>();

    Counter(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
        if (labels.length == 0) {
            series.put("", new LongAdder());
        }
    }

    /// One more with these values of the labels, in their order.
    void increment(String... values) {
        series.computeIfAbsent(Family.labels(labels, values), _ -> new LongAdder())
                .increment();
    }

    @Override
    public void writeTo(StringBuilder out) {
        Family.head(out, name, help, "counter");
        series.forEach((at, count) ->
                out.append(name).append(at).append(' ').append(count.sum()).append('\n'));
    }
}
