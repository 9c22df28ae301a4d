package io.reconai.server.findings;

import io.reconai.engine.asset.Severity;
import io.reconai.server.http.QueryParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads which findings are wanted; the same words in an address and in the body of a bulk change.
final class FindingQuery {

    static final Set<String> SORTABLE =
            Set.of("severity", "first_seen_at", "last_seen_at", "asset_value", "type", "risk_score");
    static final String USUAL_SORT = "-severity,-last_seen_at";

    private static final String ALL = "all";
    private static final List<FindingState> USUAL_STATES = List.of(FindingState.OPEN, FindingState.ACKNOWLEDGED);

    private FindingQuery() {}

    /// Reads all names of the filter; the caller refuses what is left over.
    static FindingFilter filter(QueryParameters query) {
        var states = query.oneOf(
                "state",
                Stream.concat(Stream.of(ALL), words(FindingState.values())).collect(Collectors.toSet()));
        return new FindingFilter(
                states(states),
                query.oneOf("severity", words(Severity.values()).collect(Collectors.toSet())),
                query.several("type"),
                query.several("detector"),
                query.several("category"),
                query.text("asset_id"),
                query.text("parent_domain").map(domain -> domain.toLowerCase(Locale.ROOT)),
                query.text("scan_id"),
                query.text("assignee"),
                query.search("search"),
                query.time("first_seen_after"),
                query.time("first_seen_before"),
                query.time("last_seen_after"),
                query.time("last_seen_before"),
                query.flag("reopened"));
    }

    private static List<FindingState> states(List<String> words) {
        if (words.contains(ALL)) {
            return List.of();
        }
        return words.isEmpty()
                ? USUAL_STATES
                : words.stream().map(FindingState::of).toList();
    }

    private static Stream<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT));
    }
}
