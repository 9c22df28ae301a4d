package io.reconai.server.assets;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.http.QueryParameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads which assets are wanted; the same words for the list, its facets and its export.
final class AssetQuery {

    static final Set<String> SORTABLE = Set.of(
            "risk_score",
            "asset_value",
            "discovered_at",
            "last_scanned_at",
            "asset_type",
            "http_status",
            "ssl_days_until_expiry",
            "open_findings");
    static final String USUAL_SORT = "-risk_score";

    private static final int HIGHEST_PORT = 65_535;

    private AssetQuery() {}

    /// Reads all names of the filter; the caller refuses what is left over.
    static AssetFilter filter(QueryParameters query) {
        return new AssetFilter(
                query.oneOf("risk_level", levels()),
                query.oneOf("asset_type", words(AssetType.values())),
                query.oneOf("state", Set.of("active", "stale")),
                query.oneOf("severity", words(Severity.values())),
                query.text("parent_domain"),
                query.search("search"),
                query.number("open_port", 1, HIGHEST_PORT),
                query.number("min_score", 0, 100),
                query.number("max_score", 0, 100),
                query.flag("has_findings"),
                query.text("scan_id"));
    }

    static Set<String> levels() {
        return words(RiskLevel.values());
    }

    private static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
