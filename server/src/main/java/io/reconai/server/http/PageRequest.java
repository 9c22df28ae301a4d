package io.reconai.server.http;

import java.util.List;

/// Which part of a list is wanted.
///
/// @param page from 1
/// @param limit 1 to 100
public record PageRequest(int page, int limit, List<Criterion> sort) {

    /// One field to sort by.
    public record Criterion(String field, boolean descending) {}

    public PageRequest {
        sort = List.copyOf(sort);
    }

    /// How many items come before the page.
    public long offset() {
        return (page - 1L) * limit;
    }
}
