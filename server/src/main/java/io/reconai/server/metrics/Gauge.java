package io.reconai.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Something that is looked up when it is asked for.
///
/// @param now by the value of the one label; without a label one value under an empty key
record Gauge(String name, String help, String label, Supplier<Map<String, Long>> now) implements Family {

    @Override
    public void writeTo(StringBuilder out) {
        Family.head(out, name, help, "gauge");
        new TreeMap<>(now.get()).forEach((value, number) -> {
            out.append(name);
            if (!label.isEmpty()) {
                out.append(Family.labels(List.of(label), value));
            }
            out.append(' ').append(number).append('\n');
        });
    }
}
