package io.reconai.server.assets;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.net.CidrRange;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.QueryParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
    private static final Pattern ASN = Pattern.compile("(?i)(?:AS)?([1-9]\\d{0,9})");

    private AssetQuery() {}

    /// Reads all names of the filter; the caller refuses what is left over.
    static AssetFilter filter(QueryParameters query) {
        return new AssetFilter(
                query.oneOf("risk_level", levels()),
                query.oneOf("asset_type", words(AssetType.values())),
                query.oneOf("state", Set.of("active", "stale")),
                query.oneOf("severity", words(Severity.values())),
                lowered(query.several("parent_domain")),
                query.search("search"),
                query.number("open_port", 1, HIGHEST_PORT),
                query.number("min_score", 0, 100),
                query.number("max_score", 0, 100),
                query.flag("has_findings"),
                query.text("scan_id"),
                query.several("tag"),
                query.several("technology"),
                query.several("country").stream()
                        .map(country -> country.toUpperCase(Locale.ROOT))
                        .toList(),
                query.several("asn").stream().map(AssetQuery::number).toList(),
                query.several("ip").stream().map(AssetQuery::network).toList(),
                query.several("finding_type"),
                new TimeRange(query.time("discovered_after"), query.time("discovered_before"))
                        .since(query.time("new_since")),
                new TimeRange(query.time("scanned_after"), query.time("scanned_before")),
                query.time("cert_expires_before"));
    }

    private static List<String> lowered(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /// `64500` or `AS64500`.
    private static String number(String asn) {
        var matcher = ASN.matcher(asn);
        if (!matcher.matches()) {
            throw ApiException.invalid("asn", "format", "is a number such as 64500 or AS64500");
        }
        return matcher.group(1);
    }

    private static CidrRange network(String text) {
        return CidrRange.parse(text)
                .orElseThrow(() ->
                        ApiException.invalid("ip", "format", "is an address or a network such as 203.0.113.0/24"));
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
