package io.reconai.cli.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Text;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// DefectDojo's "Generic Findings Import": the finding's id is `unique_id_from_tool`, by which it is known again.
final class DefectDojoWriter implements ResultWriter {

    /// DefectDojo refuses longer titles.
    private static final int MAX_TITLE = 500;

    private static final int MAX_TEXT = 4_000;
    private static final Pattern CWE = Pattern.compile("CWE-(\\d{1,6})");

    private final Writer out;
    private final RiskOrder findings;

    DefectDojoWriter(Writer out) throws IOException {
        this.out = out;
        findings = new RiskOrder();
    }

    @Override
    public void accept(Asset asset) throws IOException {
        if (!asset.findings().isEmpty()) {
            findings.add(
                    asset,
                    asset.findings().stream()
                            .map(finding -> entry(asset, finding).toString())
                            .collect(Collectors.joining(",\n")));
        }
    }

    private static ObjectNode entry(Asset asset, Finding finding) {
        var proof = finding.evidence().getFirst();
        var entry = JsonNodeFactory.instance.objectNode();
        entry.put("title", Text.visible(finding.title() + ": " + finding.location(), MAX_TITLE - 1));
        entry.put("severity", severity(finding.severity()));
        entry.put(
                "description",
                MarkdownText.plain(finding.description(), MAX_TEXT) + "\n\n"
                        + MarkdownText.code(finding.location(), MAX_TEXT) + "\n\n"
                        + MarkdownText.code(proof.excerpt(), MAX_TEXT));
        entry.put("mitigation", MarkdownText.plain(finding.remediation(), MAX_TEXT));
        entry.put("references", MarkdownText.plain(String.join(", ", finding.references()), MAX_TEXT));
        entry.put(
                "date",
                asset.evidence()
                        .observedAt()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString());
        entry.put("unique_id_from_tool", finding.id());
        entry.put("vuln_id_from_tool", finding.checkId());
        cwe(finding.references()).ifPresent(number -> entry.put("cwe", number));
        entry.put("active", true);
        entry.put("verified", finding.confidence() == Confidence.CERTAIN);
        entry.put("static_finding", false);
        entry.put("dynamic_finding", true);
        entry.putArray("endpoints")
                .addObject()
                .put("host", Text.visible(asset.host().value(), MAX_TITLE));
        return entry;
    }

    private static OptionalInt cwe(List<String> references) {
        return references.stream()
                .map(CWE::matcher)
                .filter(matcher -> matcher.find())
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst();
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW -> "Low";
            case INFO -> "Info";
        };
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        out.write("{\"findings\":[\n");
        findings.writeTo(out, ",\n");
        out.write("\n]}\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            findings.close();
        }
    }
}
