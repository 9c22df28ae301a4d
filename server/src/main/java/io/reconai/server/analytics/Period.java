package io.reconai.server.analytics;

import io.reconai.server.http.ApiException;
import io.reconai.server.http.QueryParameters;
import java.time.LocalDate;
import java.util.Map;

/// Which days are wanted: `period=7d|30d|90d`, or `days=` as the old spelling says it.
record Period(int days) {

    private static final Map<String, Integer> PERIODS = Map.of("7d", 7, "30d", 30, "90d", 90);
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 365;

    static Period of(QueryParameters query) {
        var period = query.oneOf("period", PERIODS.keySet());
        var days = query.number("days", 1, MOST_DAYS);
        if (!period.isEmpty() && days.isPresent()) {
            throw ApiException.invalid("days", "conflict", "goes without period");
        }
        if (period.size() > 1) {
            throw ApiException.invalid("period", "value", "is one of 7d, 30d, 90d");
        }
        return new Period(days.orElse(period.isEmpty() ? USUAL_DAYS : PERIODS.getOrDefault(period.getFirst(), 0)));
    }

    /// The first day of as many that end with today.
    LocalDate from(LocalDate today) {
        return today.minusDays(days - 1L);
    }
}
