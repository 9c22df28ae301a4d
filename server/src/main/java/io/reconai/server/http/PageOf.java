package io.reconai.server.http;

import java.util.List;
import java.util.function.Function;

/// One page of a list and how long the whole list is.
public record PageOf<T>(List<T> items, long total) {

    public PageOf {
        items = List.copyOf(items);
    }

    /// The same page of what is made of its items.
    public <R> PageOf<R> map(Function<? super T, ? extends R> made) {
        return new PageOf<>(items.stream().<R>map(made).toList(), total);
    }

    /// The list as the interface answers it.
    public Answer<T> answer(PageRequest request) {
        var pages = (total + request.limit() - 1) / request.limit();
        return new Answer<>(
                items,
                new Pagination(
                        request.page(),
                        pages,
                        total,
                        request.limit(),
                        request.page() < pages,
                        request.page() > 1 && total > 0));
    }

    /// The success envelope of a list.
    public record Answer<T>(List<T> data, Pagination pagination) {}

    /// Where in the list the page is.
    public record Pagination(
            int currentPage, long totalPages, long totalItems, int itemsPerPage, boolean hasNext, boolean hasPrev) {}
}
