package io.reconai.server.store.mongo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.Asset;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.risk.RiskScore;
import io.reconai.server.assets.AssetFact;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.identity.Workspace;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bson.Document;

/// An asset's document: the row of a list field by field, what is derived from findings, and facts to count by. The
/// evidence and what was judged of it are long and lie in a document of their own.
final class AssetDocuments {

    static final String WORDS = "words";
    static final String FACTS = "facts";
    /// Kind and value of a fact in one text, so that one condition asks for both.
    static final String FACT_MARKS = FACTS + ".mark";

    static final String OPEN_CHECKS = "open_checks";
    static final String LEVEL_SINCE = "risk_level_since";
    static final String EVIDENCE_ID = "evidence_id";
    static final String ADDRESS_KEYS = "address_keys";

    /// Fields that may be absent and are sorted by.
    static final Set<String> NULLABLE = Set.of("http_status", "ssl_cert_expiry");

    private static final List<String> TIMES =
            List.of("ssl_cert_expiry", "discovered_at", "last_seen_at", "last_scanned_at", "next_scan_at");

    /// Nanoseconds count in evidence: what was judged must be what is read back.
    static final ObjectMapper EXACT = Json.mapper();

    private static final int ID_LENGTH = 26;
    private static final int ID_RADIX = 36;

    private AssetDocuments() {}

    /// Findings and score of an asset.
    private record Verdict(
            List<Technology> technologies, List<ProviderUse> providers, List<Finding> findings, RiskScore risk) {}

    /// An asset's id follows from its workspace and name: findings can be written before the asset, by several at once.
    static String id(Workspace workspace, String assetValue) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((workspace.id() + "\n" + assetValue).getBytes(StandardCharsets.UTF_8));
            var digits = "0".repeat(ID_LENGTH) + new BigInteger(1, hash).toString(ID_RADIX);
            return "ast_" + digits.substring(digits.length() - ID_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What a look at the host changes.
    static Document fields(AssetRow row, Asset asset) {
        return fields(row).append(FACTS, facts(row, asset));
    }

    /// What a row says, to be filtered and sorted by.
    static Document fields(AssetRow row) {
        return Values.fields(row, TIMES)
                .append(WORDS, words(row))
                .append(ADDRESS_KEYS, AddressKeys.of(row.ipAddresses()));
    }

    static Document evidence(Workspace workspace, String assetId, String evidenceId, Asset asset) {
        var verdict = new Verdict(asset.technologies(), asset.providers(), asset.findings(), asset.risk());
        return new Document(EVIDENCE_ID, evidenceId)
                .append(Schema.WORKSPACE, workspace.id())
                .append("asset_id", assetId)
                .append("verdict", Values.packed(EXACT, verdict))
                .append("evidence", Values.packed(EXACT, asset.evidence()));
    }

    static Asset asset(Document evidence) {
        var verdict = Values.unpacked(EXACT, evidence, "verdict", Verdict.class);
        return new Asset(
                Values.unpacked(EXACT, evidence, "evidence", Evidence.class),
                verdict.technologies(),
                verdict.providers(),
                verdict.findings(),
                verdict.risk());
    }

    static AssetRow row(Document asset) {
        return Values.value(asset, AssetRow.class);
    }

    /// What a search looks in, in lower case.
    private static String words(AssetRow row) {
        return String.join(
                        "\n",
                        row.assetValue(),
                        String.join(" ", row.ipAddresses()),
                        String.join(" ", row.technologies()),
                        row.title() == null ? "" : row.title(),
                        row.serverHeader() == null ? "" : row.serverHeader())
                .toLowerCase(Locale.ROOT);
    }

    private static List<Document> facts(AssetRow row, Asset asset) {
        return AssetFact.of(row, asset).stream()
                .map(fact -> new Document("kind", fact.kind())
                        .append("value", fact.value())
                        .append("detail", fact.detail())
                        .append("mark", mark(fact.kind(), fact.value())))
                .toList();
    }

    static String mark(String kind, String value) {
        return kind + ":" + value;
    }
}
