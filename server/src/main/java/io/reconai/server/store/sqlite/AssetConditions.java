package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.Severity;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.TimeRange;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a filter of assets is in SQL. What an asset has many of is looked up in the table that holds it, from an index
/// that begins with the workspace, so that no document is read and no other tenant's row.
final class AssetConditions {

    private static final String OPEN = " AND state IN ('open', 'acknowledged')";

    private final String workspaceId;
    private final Where where;

    private AssetConditions(Workspace workspace) {
        workspaceId = workspace.id();
        where = new Where("workspace_id", workspaceId);
    }

    /// For the table `assets`.
    static Where of(Workspace workspace, AssetFilter filter) {
        var conditions = new AssetConditions(workspace);
        conditions.ofRow(filter);
        filter.search().ifPresent(conditions::search);
        filter.openPort().ifPresent(port -> conditions.facts("port", List.of(String.valueOf(port))));
        filter.scanId().ifPresent(conditions::seenBy);
        conditions.severities(filter);
        conditions.addresses(filter);
        conditions.technologies(filter);
        conditions.ofNow(filter);
        return conditions.where;
    }

    /// For the view `scan_assets`, whose rows say what a scan saw; what rows do not hold is what is known now.
    static Where ofScan(Workspace workspace, String scanId, AssetFilter filter) {
        var conditions = new AssetConditions(workspace);
        conditions.where.and("scan_id = ?", scanId);
        conditions.ofRow(filter);
        filter.search().ifPresent(conditions::searchRow);
        filter.openPort().ifPresent(port -> conditions.inRow("open_ports", "value = ?", List.of(port)));
        filter.scanId().ifPresent(conditions::seenBy);
        conditions.inRow("ip_addresses", "address_key(value) BETWEEN ? AND ?", ranges(filter));
        conditions.inRow(
                "technologies",
                "value = ? OR instr(value, ? || '/') = 1",
                filter.technologies().stream()
                        .flatMap(name -> Stream.of(name, name))
                        .toList());
        if (!filter.severities().isEmpty()) {
            conditions.where.and(
                    either(
                            "row_document ->> ('$.open_findings_by_severity.' || ?) > 0",
                            filter.severities().size()),
                    filter.severities().toArray());
        }
        conditions.ofNow(filter);
        return conditions.where;
    }

    /// What is a column of its own.
    private void ofRow(AssetFilter filter) {
        where.isOneOf("risk_level", filter.riskLevels())
                .isOneOf("asset_type", filter.assetTypes())
                .isOneOf("state", filter.states())
                .isOneOf("parent_domain", filter.parentDomains());
        filter.minScore().ifPresent(score -> where.and("risk_score >= ?", score));
        filter.maxScore().ifPresent(score -> where.and("risk_score <= ?", score));
        // With `+` no index is searched for it: that of the order holds it too, and nothing has to be sorted.
        filter.hasFindings().ifPresent(has -> where.and(has ? "+open_findings > 0" : "+open_findings = 0"));
        filter.certExpiresBefore().ifPresent(at -> where.and("ssl_cert_expiry < ?", ServerJson.text(at)));
        range("discovered_at", filter.discovered());
        range("last_scanned_at", filter.scanned());
    }

    /// What is known now only.
    private void ofNow(AssetFilter filter) {
        isIn("SELECT asset_id FROM asset_tags WHERE workspace_id = ? AND tag IN", filter.tags());
        isIn("SELECT asset_id FROM findings WHERE workspace_id = ?" + OPEN + " AND type IN", filter.findingTypes());
        facts("country", filter.countries());
        facts("asn", filter.asns());
    }

    /// In an index of what is searched: the rows themselves are long.
    private void search(String text) {
        searchOr(
                "rowid IN (SELECT rowid FROM assets INDEXED BY assets_by_words WHERE workspace_id = ?"
                        + " AND instr(words, ?) > 0)",
                text,
                workspaceId);
    }

    private void searchRow(String text) {
        searchOr("instr(words, ?) > 0", text);
    }

    /// Finds by tags as well.
    ///
    /// @param inWords the condition for all else, whose last mark stands for the text
    private void searchOr(String inWords, String text, Object... before) {
        var lowered = text.toLowerCase(Locale.ROOT);
        where.and(
                "(" + inWords + " OR asset_id IN (SELECT asset_id FROM asset_tags WHERE workspace_id = ?"
                        + " AND instr(lower(tag), ?) > 0))",
                Stream.concat(Stream.of(before), Stream.of(lowered, workspaceId, lowered))
                        .toArray());
    }

    private void range(String column, TimeRange range) {
        range.from().ifPresent(at -> where.and(column + " >= ?", ServerJson.text(at)));
        range.before().ifPresent(at -> where.and(column + " < ?", ServerJson.text(at)));
    }

    private void seenBy(String scan) {
        isIn("SELECT asset_id FROM asset_history WHERE workspace_id = ? AND scan_id IN", List.of(scan));
    }

    private void severities(AssetFilter filter) {
        var ranks = filter.severities().stream()
                .map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)).ordinal())
                .toList();
        isIn("SELECT asset_id FROM findings WHERE workspace_id = ?" + OPEN + " AND severity IN", ranks);
    }

    private void addresses(AssetFilter filter) {
        if (filter.networks().isEmpty()) {
            return;
        }
        var parameters = new ArrayList<Object>();
        for (var network : filter.networks()) {
            var key = AddressKey.of(network);
            parameters.addAll(List.of(workspaceId, key.first(), key.last()));
        }
        where.and(
                either(
                        "asset_id IN (SELECT asset_id FROM asset_addresses WHERE workspace_id = ?"
                                + " AND address BETWEEN ? AND ?)",
                        filter.networks().size()),
                parameters.toArray());
    }

    /// By name, or by name and version.
    private void technologies(AssetFilter filter) {
        var parameters = new ArrayList<Object>();
        for (var technology : filter.technologies()) {
            var slash = technology.lastIndexOf('/');
            parameters.addAll(List.of(
                    workspaceId,
                    technology,
                    slash < 0 ? technology : technology.substring(0, slash),
                    slash < 0 ? "" : technology.substring(slash + 1),
                    slash < 0 ? 0 : 1));
        }
        if (!parameters.isEmpty()) {
            where.and(
                    either(
                            "asset_id IN (SELECT asset_id FROM asset_facts WHERE workspace_id = ?"
                                    + " AND kind = 'technology' AND (value = ? OR value = ? AND detail = ? AND ?))",
                            filter.technologies().size()),
                    parameters.toArray());
        }
    }

    private static List<Object> ranges(AssetFilter filter) {
        return filter.networks().stream()
                .map(AddressKey::of)
                .<Object>flatMap(key -> Stream.of(key.first(), key.last()))
                .toList();
    }

    /// One member at least of a list of the row fits one of the alternatives.
    ///
    /// @param values for the marks of each alternative in turn
    private void inRow(String list, String alternative, List<?> values) {
        if (!values.isEmpty()) {
            var marks =
                    (int) alternative.chars().filter(letter -> letter == '?').count();
            where.and(
                    "EXISTS (SELECT 1 FROM json_each(row_document, '$." + list + "') WHERE "
                            + either("(" + alternative + ")", values.size() / marks) + ")",
                    values.toArray());
        }
    }

    private void facts(String kind, List<String> values) {
        isIn("SELECT asset_id FROM asset_facts WHERE workspace_id = ? AND kind = '" + kind + "' AND value IN", values);
    }

    private void isIn(String select, List<?> values) {
        if (!values.isEmpty()) {
            var marks = String.join(", ", values.stream().map(_ -> "?").toList());
            where.and(
                    "asset_id IN (" + select + " (" + marks + "))",
                    Stream.concat(Stream.of(workspaceId), values.stream()).toArray());
        }
    }

    private static String either(String condition, int times) {
        return "(" + String.join(" OR ", Collections.nCopies(times, condition)) + ")";
    }
}
