package io.reconai.server.assets;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Finding;
import io.reconai.server.analytics.RiskFactor;
import io.reconai.server.http.Csv;
import io.reconai.server.http.ServerJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes assets as a file, a few at a time, so that a whole workspace needs no memory.
final class AssetExport {

    private static final List<String> COLUMNS = List.of(
            "asset_value",
            "asset_type",
            "risk_score",
            "risk_level",
            "open_ports",
            "discovered_at",
            "parent_domain",
            "ip_addresses",
            "technologies",
            "http_status",
            "ssl_cert_expiry",
            "last_scanned_at",
            "missing_headers_count",
            "ssl_issues_count",
            "dns_issues_count",
            "cloud_buckets_exposed",
            "sensitive_files_exposed",
            "open_directories",
            "breach_history_count",
            "open_findings",
            "tags");

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final ObjectMapper json;
    private final Iterable<StoredAsset> assets;

    AssetExport(ObjectMapper json, Iterable<StoredAsset> assets) {
        this.json = json;
        this.assets = assets;
    }

    /// One asset a row, lists in one cell.
    void csv(OutputStream out, boolean forExcel) throws IOException {
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (forExcel) {
            writer.write(BYTE_ORDER_MARK);
        }
        writer.write(Csv.line(COLUMNS));
        for (var asset : assets) {
            writer.write(Csv.line(cells(asset)));
        }
        writer.flush();
    }

    private static List<String> cells(StoredAsset asset) {
        var row = asset.row();
        return List.of(
                row.assetValue(),
                row.assetType().name().toLowerCase(Locale.ROOT),
                String.valueOf(row.riskScore()),
                row.riskLevel().name().toLowerCase(Locale.ROOT),
                list(row.openPorts()),
                ServerJson.text(row.discoveredAt()),
                row.parentDomain(),
                list(row.ipAddresses()),
                list(row.technologies()),
                text(row.httpStatus()),
                row.sslCertExpiry() == null ? "" : ServerJson.text(row.sslCertExpiry()),
                ServerJson.text(row.lastScannedAt()),
                count(asset, RiskFactor.MISSING_HEADERS),
                count(asset, RiskFactor.SSL_ISSUES),
                count(asset, RiskFactor.DNS_MISCONFIG),
                count(asset, RiskFactor.CLOUD_STORAGE),
                count(asset, RiskFactor.SENSITIVE_FILES),
                count(asset, RiskFactor.OPEN_DIRECTORIES),
                String.valueOf(row.breachHistoryCount()),
                String.valueOf(row.openFindings()),
                list(row.tags()));
    }

    private static String list(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String count(StoredAsset asset, RiskFactor factor) {
        return String.valueOf(asset.asset().findings().stream()
                .filter(isOpen(asset))
                .filter(finding -> factor.includes(finding.checkId()))
                .count());
    }

    static Predicate<Finding> isOpen(StoredAsset asset) {
        return finding ->
                List.of("open", "acknowledged").contains(asset.findingStates().getOrDefault(finding.id(), "open"));
    }

    /// One document.
    ///
    /// @param filters as they were asked for
    void json(OutputStream out, Map<String, String> filters, boolean detailed) throws IOException {
        try (var generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("exported_at", ServerJson.text(Instant.now()));
            generator.writeObjectField("filters", filters);
            generator.writeArrayFieldStart("data");
            for (var asset : assets) {
                generator.writeObject(shown(asset, detailed));
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    /// One asset a line.
    void jsonLines(OutputStream out, boolean detailed) throws IOException {
        for (var asset : assets) {
            out.write(json.writeValueAsBytes(shown(asset, detailed)));
            out.write('\n');
        }
        out.flush();
    }

    private static Object shown(StoredAsset asset, boolean detailed) {
        return detailed ? AssetDetail.of(asset) : asset.row();
    }
}
