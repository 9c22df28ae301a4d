package io.reconai.server.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Which query parameters each call reads, since resources read them one by one. A test asks the service for each.
final class QueryParameterTable {

    /// One parameter.
    ///
    /// @param words what it may be; empty for anything of the type
    private record Line(String name, SchemaType type, List<String> words, String example, String description) {

        Parameter parameter() {
            var schema = OASFactory.createSchema().type(List.of(type));
            if (!words.isEmpty()) {
                schema.setEnumeration(words.stream().map(Object.class::cast).toList());
            }
            return OASFactory.createParameter()
                    .name(name)
                    .in(Parameter.In.QUERY)
                    .required(false)
                    .description(description)
                    .schema(schema)
                    .example(type == SchemaType.INTEGER ? Integer.valueOf(example) : example);
        }
    }

    private static Line text(String name, String example, String description) {
        return new Line(name, SchemaType.STRING, List.of(), example, description);
    }

    private static Line number(String name, int example, String description) {
        return new Line(name, SchemaType.INTEGER, List.of(), String.valueOf(example), description);
    }

    private static Line word(String name, String description, String... words) {
        return new Line(name, SchemaType.STRING, List.of(words), words[0], description);
    }

    private static final List<Line> PLACE =
            List.of(number("page", 1, "Which page, from 1"), number("limit", 20, "How many on a page, 1 to 100"));

    private static final List<Line> PAGE = with(
            PLACE,
            text("sort", "-created_at", "Fields separated by commas, - before one for the largest first"),
            text("sort_by", "created_at", "The old spelling of sort, with sort_order"),
            word("sort_order", "Goes with sort_by", "desc", "asc"));

    private static final List<Line> ASSETS = List.of(
            text("risk_level", "high,critical", "One or more of low, medium, high, critical"),
            text("asset_type", "subdomain", "One or more of domain, subdomain, ip_address"),
            text("state", "active", "active, stale or both"),
            text("severity", "high", "With an open finding of one of these"),
            text("parent_domain", "example.com", "Below one of these domains"),
            text("search", "api", "In names, addresses, technologies, titles and tags; literal, without case"),
            number("open_port", 443, "With this port open"),
            number("min_score", 61, "At least this risk score"),
            number("max_score", 100, "At most this risk score"),
            word("has_findings", "With open findings, or without", "true", "false"),
            text("scan_id", "scn_0", "Seen by this scan"),
            text("tag", "prod", "With one of these tags"),
            text("technology", "nginx", "With one of these, by name, or by name and version"),
            text("country", "DE", "With an address in one of these countries"),
            text("asn", "64500", "With an address of one of these autonomous systems"),
            text("ip", "203.0.113.0/24", "With one of these addresses, or one in these networks"),
            text("finding_type", "dns.dmarc.missing", "With an open finding of one of these checks"),
            text("discovered_after", "2026-03-01", "A day, or a time of RFC 3339; inclusive"),
            text("discovered_before", "2026-03-01", "The same; exclusive"),
            text("scanned_after", "2026-03-01", "The same; inclusive"),
            text("scanned_before", "2026-03-01", "The same; exclusive"),
            text("cert_expires_before", "2026-03-01", "The same; exclusive"),
            text("new_since", "2026-03-01", "The same as discovered_after"));

    private static final List<Line> FINDINGS = List.of(
            text("state", "open,acknowledged", "One or more states, or all"),
            text("severity", "high,critical", "One or more of info, low, medium, high, critical"),
            text("type", "dns.dmarc.missing", "One or more checks"),
            text("detector", "mail", "One or more detectors"),
            text("category", "DNS Misconfiguration", "One or more categories"),
            text("asset_id", "ast_0", "Of this asset"),
            text("parent_domain", "example.com", "Below this domain"),
            text("scan_id", "scn_0", "Last seen by this scan"),
            text("assignee", "u_0", "In these hands"),
            text("search", "dmarc", "In titles, places and names; literal, without case"),
            text("first_seen_after", "2026-03-01", "A day, or a time of RFC 3339; inclusive"),
            text("first_seen_before", "2026-03-01", "The same; exclusive"),
            text("last_seen_after", "2026-03-01", "The same; inclusive"),
            text("last_seen_before", "2026-03-01", "The same; exclusive"),
            word("reopened", "Came back after they were fixed, or did not", "true", "false"));

    private static final Line DOMAIN = text("domain", "example.com", "Only this domain");

    private static final List<Line> DAYS = List.of(
            word("period", "How far back", "30d", "7d", "90d"),
            number("days", 30, "The same in days, 1 to 365"),
            DOMAIN);

    private static final List<Line> TOP = List.of(number("limit", 10, "How many"), DOMAIN);

    private static final Map<String, List<Line>> TABLE = Map.ofEntries(
            Map.entry(
                    "asset_list", Stream.concat(PAGE.stream(), ASSETS.stream()).toList()),
            Map.entry("asset_facets_facets", ASSETS),
            Map.entry(
                    "asset_edit_clear", List.of(text("parent_domain", "example.com", "Only those below this domain"))),
            Map.entry(
                    "asset_export_export",
                    with(
                            ASSETS,
                            word("format", "As what", "csv", "json", "jsonl", "sarif", "pdf"),
                            text("sort", "-risk_score", "Fields separated by commas"),
                            word("detail", "json and jsonl: with everything that is known", "true", "false"),
                            word("excel", "csv: with a byte order mark", "true", "false"))),
            Map.entry(
                    "asset_export_report",
                    List.of(
                            DOMAIN,
                            text("scan_id", "scn_0", "As this scan saw them"),
                            text("risk_level", "high,critical", "Only these levels"))),
            Map.entry(
                    "oidc_start",
                    List.of(text("return", "/assets", "Where to go after signing in, a path of this service"))),
            Map.entry(
                    "oidc_callback",
                    List.of(
                            text("code", "c0de", "What the provider gives a token for"),
                            text("state", "0123456789", "As it was sent with the browser"),
                            text("iss", "https://login.example.com", "The provider that answers"),
                            text("error", "access_denied", "Why it lets nobody in"),
                            text("error_description", "Declined", "The same for the log"))),
            Map.entry("asset_history_list", PLACE),
            Map.entry(
                    "finding_list",
                    Stream.concat(PAGE.stream(), FINDINGS.stream()).toList()),
            Map.entry("finding_export", with(FINDINGS, word("format", "As what", "csv", "json", "jsonl", "sarif"))),
            Map.entry("finding_history", PAGE),
            Map.entry(
                    "related_findings_of_asset",
                    Stream.concat(PAGE.stream(), FINDINGS.stream()).toList()),
            Map.entry(
                    "related_findings_of_scan",
                    Stream.concat(PAGE.stream(), FINDINGS.stream()).toList()),
            Map.entry(
                    "scan_list",
                    with(
                            PAGE,
                            text("status", "completed", "One or more of pending, running, completed, failed, canceled"),
                            text("scan_type", "full", "One or more of full, quick, rescan"),
                            text("mode", "standard", "One or more of passive, standard, active"),
                            text("trigger", "manual", "One or more of manual, api, schedule, replay, upload"),
                            text("created_after", "2026-03-01", "A day, or a time of RFC 3339; inclusive"),
                            text("created_before", "2026-03-01", "The same; exclusive"),
                            DOMAIN)),
            Map.entry(
                    "scan_archive_assets",
                    Stream.concat(PAGE.stream(), ASSETS.stream()).toList()),
            Map.entry(
                    "scan_evidence_download",
                    List.of(word("gzip", "Compressed, as a file of its own", "true", "false"))),
            Map.entry(
                    "scan_diff_diff",
                    List.of(
                            text("against", "previous", "previous, or the id of the earlier scan"),
                            word("format", "As one document, or all of it line by line", "json", "jsonl"))),
            Map.entry(
                    "domain_list",
                    with(
                            PAGE,
                            text("search", "example", "In the name; literal, without case"),
                            word("verified", "Shown to be the workspace's, or not", "true", "false"),
                            word("monitored", "Scanned by themselves, or not", "true", "false"))),
            Map.entry(
                    "domain_remove",
                    List.of(word("with_assets", "Its assets and their findings go too", "false", "true"))),
            Map.entry("schedule_list", PLACE),
            Map.entry("billing_daily", List.of(number("days", 30, "How many days, today the last, 1 to 90"))),
            Map.entry(
                    "subscription_history",
                    List.of(
                            number("page", 1, "Which page, from 1"),
                            number("limit", 20, "How many on a page, 1 to 50"))),
            Map.entry(
                    "alert_list",
                    with(
                            PLACE,
                            word("read", "Read by the caller, or not", "false", "true"),
                            text("event", "finding.new,finding.reopened", "One or more events"),
                            text("severity", "high,critical", "One or more severities"),
                            text("after", "2026-03-01", "A day, or a time of RFC 3339; inclusive"))),
            Map.entry("channel_list", PLACE),
            Map.entry("rule_list", PLACE),
            Map.entry("report_schedule_list", PLACE),
            Map.entry(
                    "delivery_list",
                    with(
                            PLACE,
                            text(
                                    "cursor",
                                    "2026-03-01T00:00:00.000Z dlv_00000000000000000000000000",
                                    "What an earlier answer gave as next_cursor; instead of page"))),
            Map.entry(
                    "workspace_events_follow",
                    List.of(text("last_event_id", "17", "Where to go on, where no header can be sent"))),
            Map.entry(
                    "asset_graph_graph",
                    List.of(
                            DOMAIN,
                            text("risk_level", "high,critical", "Only hosts of these levels"),
                            text("scan_id", "scn_0", "As this scan saw them, in place of what is known now"),
                            text("root", "d:example.com", "Only what is near this node"),
                            number("depth", 4, "How near, 1 to 4"),
                            number("limit", 500, "At most so many nodes, 1 to 2,000"))),
            Map.entry(
                    "scan_events", List.of(text("last_event_id", "17", "Where to go on, where no header can be sent"))),
            Map.entry("analytics_dashboard", List.of(DOMAIN)),
            Map.entry("analytics_risk_trend", DAYS),
            Map.entry("analytics_top_risky_assets", TOP),
            Map.entry("analytics_asset_distribution", List.of(DOMAIN)),
            Map.entry("analytics_risk_factors", TOP),
            Map.entry("analytics_security_insights", List.of(DOMAIN)),
            Map.entry("analytics_findings_trend", DAYS),
            Map.entry("analytics_technologies", TOP),
            Map.entry("analytics_ports", TOP),
            Map.entry("analytics_certificates", List.of(DOMAIN)),
            Map.entry("analytics_networks", List.of(DOMAIN)));

    private QueryParameterTable() {}

    private static List<Line> with(List<Line> lines, Line... more) {
        var all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /// The query parameters of an operation.
    static List<Parameter> of(String operation) {
        return TABLE.getOrDefault(operation, List.of()).stream()
                .map(Line::parameter)
                .toList();
    }
}
