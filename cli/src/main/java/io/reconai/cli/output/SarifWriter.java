package io.reconai.cli.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.net.InetAddresses;
import io.reconai.engine.Asset;
import io.reconai.engine.Program;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Text;
import io.reconai.engine.report.Overview;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// SARIF 2.1.0 (OASIS) for code-scanning pages: one run, a rule for each check, a result for each finding.
///
/// `partialFingerprints` carry the finding's id, so that a page knows it again; `security-severity` is the number by
/// which such pages rank. A finding has no file: its place is an address, and a logical location with the asset's name.
final class SarifWriter implements ResultWriter {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_ADDRESS = 2_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Writer out;
    private final RiskOrder results;

    /// The worst finding of each check. There are no more than there are checks.
    private final Map<String, Finding> rules = new TreeMap<>();

    SarifWriter(Writer out) throws IOException {
        this.out = out;
        results = new RiskOrder();
    }

    @Override
    public void accept(Asset asset) throws IOException {
        for (var finding : asset.findings()) {
            rules.merge(finding.checkId(), finding, BinaryOperator.minBy(Overview.EXAMPLES_FIRST));
        }
        if (!asset.findings().isEmpty()) {
            results.add(
                    asset,
                    asset.findings().stream()
                            .map(finding -> result(asset, finding).toString())
                            .collect(Collectors.joining(",\n")));
        }
    }

    private static ObjectNode result(Asset asset, Finding finding) {
        var result = NODES.objectNode();
        result.put("ruleId", finding.checkId());
        result.put("level", level(finding.severity()));
        var proof = finding.evidence().getFirst();
        result.putObject("message")
                .put("text", text(finding.title() + " at " + finding.location() + " (" + proof.excerpt() + ")"));
        var location = result.putArray("locations").addObject();
        location.putObject("physicalLocation")
                .putObject("artifactLocation")
                .put("uri", address(finding.location(), asset));
        location.putArray("logicalLocations")
                .addObject()
                .put("name", text(asset.host().value()))
                .put("fullyQualifiedName", text(asset.host().value() + " " + finding.location()))
                .put("kind", "resource");
        result.putObject("partialFingerprints").put("reconaiFinding/v1", finding.id());
        result.putObject("properties")
                .put("severity", word(finding.severity()))
                .put("confidence", word(finding.confidence()))
                .put("asset", text(asset.host().value()))
                .put("asset_risk_score", asset.risk().score())
                .put("security-severity", number(finding.severity()))
                .put("evidence", proof.pointer());
        return result;
    }

    /// The location where it is an address of the web; otherwise the asset as a relative reference (RFC 3986 §4.2).
    private static String address(String location, Asset asset) {
        if (location.startsWith("https://") || location.startsWith("http://")) {
            try {
                var address = new URI(location).toASCIIString();
                if (address.length() <= MAX_ADDRESS) {
                    return address;
                }
            } catch (URISyntaxException _) {
                // a stranger's text; the asset will do
            }
        }
        var host = asset.host().value();
        if (DomainName.parse(host).isPresent() || InetAddresses.isInetAddress(host)) {
            return host.contains(":") ? "//[" + host + "]" : "//" + host;
        }
        return "//" + URLEncoder.encode(text(host), StandardCharsets.UTF_8); // evidence may have been edited by hand
    }

    private static ObjectNode rule(Finding finding) {
        var rule = NODES.objectNode();
        rule.put("id", finding.checkId());
        rule.putObject("shortDescription").put("text", text(finding.title()));
        rule.putObject("fullDescription").put("text", text(finding.description()));
        var sources = String.join(", ", finding.references());
        rule.putObject("help")
                .put("text", text(finding.remediation() + (sources.isEmpty() ? "" : " Sources: " + sources)))
                .put(
                        "markdown",
                        MarkdownText.plain(finding.remediation(), MAX_TEXT)
                                + (sources.isEmpty() ? "" : "\n\nSources: " + MarkdownText.plain(sources, MAX_TEXT)));
        rule.putObject("defaultConfiguration").put("level", level(finding.severity()));
        var properties = rule.putObject("properties");
        properties.putArray("tags").add("security").add(text(finding.category()));
        properties.put("security-severity", number(finding.severity()));
        return rule;
    }

    private static ObjectNode invocation(ScanReport report) {
        var invocation = NODES.objectNode();
        invocation.put("executionSuccessful", report.end() == ScanReport.End.COMPLETED);
        invocation.put("startTimeUtc", report.startedAt().toString());
        invocation.put("endTimeUtc", report.finishedAt().toString());
        var notes = invocation.putArray("toolExecutionNotifications");
        for (var warning : report.warnings()) {
            notes.addObject()
                    .put("level", "warning")
                    .putObject("message")
                    .put("text", text(warning.code() + " " + warning.source() + ": " + warning.detail()));
        }
        return invocation;
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        out.write("{\"$schema\":\"" + SCHEMA + "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":");
        var driver = NODES.objectNode().put("name", Program.NAME).put("version", Program.version());
        var list = driver.putArray("rules");
        rules.values().forEach(finding -> list.add(rule(finding)));
        out.write(Json.mapper().writeValueAsString(driver));
        out.write("},\"invocations\":");
        var invocations = NODES.arrayNode();
        reports.forEach(report -> invocations.add(invocation(report)));
        out.write(Json.mapper().writeValueAsString(invocations));
        out.write(",\"columnKind\":\"utf16CodeUnits\",\"results\":[\n");
        results.writeTo(out, ",\n");
        out.write("\n]}]}\n");
        out.flush();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /// The middle of the band that such pages call by the same word (CVSS 3.1 §5).
    private static String number(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case INFO -> "0.0";
        };
    }

    private static String text(String foreign) {
        return Text.visible(foreign, MAX_TEXT);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            results.close();
        }
    }
}
