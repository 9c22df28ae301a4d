package io.reconai.server.store.mongo;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Pages of lists that are short enough to be sorted in memory.
final class Orders {

    private Orders() {}

    /// The order of a page request, made complete by the id.
    static <T> Comparator<T> of(PageRequest page, Map<String, Comparator<T>> byField, String idField) {
        var id = Objects.requireNonNull(byField.get(idField));
        Comparator<T> order = (_, _) -> 0;
        for (var by : page.sort()) {
            var next = Objects.requireNonNull(byField.get(by.field()), by.field());
            order = order.thenComparing(by.descending() ? next.reversed() : next);
        }
        return order.thenComparing(id);
    }

    static <T> PageOf<T> page(List<T> sorted, PageRequest page) {
        var from = (int) Math.min(page.offset(), sorted.size());
        var to = (int) Math.min(page.offset() + page.limit(), sorted.size());
        return new PageOf<>(sorted.subList(from, to), sorted.size());
    }
}
