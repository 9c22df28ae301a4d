package io.reconai.server.store.mongo;

import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.TimeRange;
import io.reconai.server.identity.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.Document;

/// What a filter of assets is in MongoDB: conditions on the asset's document alone.
final class AssetCriteria {

    private final Criteria criteria;

    private AssetCriteria(Workspace workspace) {
        criteria = new Criteria(Schema.WORKSPACE, workspace.id());
    }

    /// For assets as they are now.
    ///
    /// @param seen what scans saw; asked where the filter wants what one scan saw
    static Document of(Workspace workspace, AssetFilter filter, Documents seen) {
        var conditions = new AssetCriteria(workspace);
        conditions.ofRow(filter);
        conditions.ofNow(filter);
        filter.search().ifPresent(conditions::searchNow);
        filter.scanId().ifPresent(scan -> conditions.ids(seenBy(workspace, scan, seen)));
        return conditions.criteria.filter();
    }

    /// For assets as a scan saw them; what a scan does not see is what is known now.
    static Document ofScan(Workspace workspace, String scanId, AssetFilter filter, Documents seen, Documents assets) {
        var conditions = new AssetCriteria(workspace);
        conditions.criteria.is("scan_id", scanId);
        conditions.ofRow(filter);
        if (asksNow(filter)) {
            var now = new AssetCriteria(workspace);
            now.ofNow(filter);
            conditions.ids(ids(assets, now.criteria.filter()));
        }
        filter.search().ifPresent(text -> conditions.searchThen(workspace, text, assets));
        filter.scanId().ifPresent(scan -> conditions.ids(seenBy(workspace, scan, seen)));
        return conditions.criteria.filter();
    }

    private void ofRow(AssetFilter filter) {
        criteria.isOneOf("risk_level", filter.riskLevels())
                .isOneOf("asset_type", filter.assetTypes())
                .isOneOf("state", filter.states())
                .isOneOf("parent_domain", filter.parentDomains());
        filter.minScore().ifPresent(score -> criteria.and("risk_score", "$gte", score));
        filter.maxScore().ifPresent(score -> criteria.and("risk_score", "$lte", score));
        filter.hasFindings().ifPresent(has -> criteria.and("open_findings", has ? "$gt" : "$lte", 0));
        filter.openPort().ifPresent(port -> criteria.is("open_ports", port));
        filter.certExpiresBefore().ifPresent(at -> criteria.and("ssl_cert_expiry", "$lt", Values.date(at)));
        range("discovered_at", filter.discovered());
        range("last_scanned_at", filter.scanned());
        either(filter.severities().stream()
                .map(severity -> new Document("open_findings_by_severity." + severity, new Document("$gt", 0))));
        either(filter.networks().stream()
                .map(network -> new Document(AssetDocuments.ADDRESS_KEYS, AddressKeys.in(network))));
        // Rows show `name/version`, or the name alone.
        either(filter.technologies().stream()
                .flatMap(name -> Stream.of(
                        new Document("technologies", name),
                        new Document("technologies", new Document("$regex", "^" + Criteria.literal(name + "/"))))));
    }

    private void range(String field, TimeRange range) {
        range.from().ifPresent(at -> criteria.and(field, "$gte", Values.date(at)));
        range.before().ifPresent(at -> criteria.and(field, "$lt", Values.date(at)));
    }

    /// What no scan says of a row.
    private void ofNow(AssetFilter filter) {
        criteria.isOneOf(RemarkDocuments.TAGS, filter.tags())
                .isOneOf(AssetDocuments.OPEN_CHECKS, filter.findingTypes());
        facts("country", filter.countries());
        facts("asn", filter.asns());
    }

    private static boolean asksNow(AssetFilter filter) {
        return !(filter.tags().isEmpty()
                && filter.findingTypes().isEmpty()
                && filter.countries().isEmpty()
                && filter.asns().isEmpty());
    }

    /// A fact's kind and value in one field, so that one condition asks for both.
    private void facts(String kind, List<String> values) {
        criteria.alsoOneOf(
                AssetDocuments.FACT_MARKS,
                values.stream().map(value -> AssetDocuments.mark(kind, value)).toList());
    }

    private void searchNow(String text) {
        either(Stream.of(
                new Document(AssetDocuments.WORDS, containing(text)),
                new Document(RemarkDocuments.TAG_WORDS, containing(text))));
    }

    private void searchThen(Workspace workspace, String text, Documents assets) {
        var tagged = ids(
                assets,
                new Criteria(Schema.WORKSPACE, workspace.id())
                        .contains(RemarkDocuments.TAG_WORDS, text)
                        .filter());
        either(Stream.of(
                new Document(AssetDocuments.WORDS, containing(text)),
                new Document("asset_id", new Document("$in", tagged))));
    }

    private static Document containing(String text) {
        return new Document("$regex", Criteria.literal(text.toLowerCase(Locale.ROOT)));
    }

    private void either(Stream<Document> conditions) {
        var all = conditions.toList();
        if (!all.isEmpty()) {
            criteria.any(all);
        }
    }

    private void ids(List<String> ids) {
        criteria.any(List.of(new Document("asset_id", new Document("$in", ids))));
    }

    private static List<String> seenBy(Workspace workspace, String scanId, Documents seen) {
        return ids(
                seen,
                new Document(Schema.WORKSPACE, workspace.id())
                        .append("scan_id", scanId)
                        .append(MongoAssetHistoryStore.REPLAYED, new Document("$ne", true)));
    }

    private static List<String> ids(Documents documents, Document filter) {
        return documents.all(filter, "asset_id").stream()
                .map(asset -> asset.getString("asset_id"))
                .distinct()
                .toList();
    }
}
