package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Text;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One finding a row (RFC 4180), riskiest host first, for spreadsheets.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front, which it shows as text.
final class CsvWriter implements ResultWriter {

    /// Under the 32,767 characters that a cell of a spreadsheet holds.
    private static final int MAX_CELL = 2_000;

    /// What begins a formula, and the full-width forms that some programs read as the same.
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static final String HEAD = "finding_id,asset,risk_score,risk_level,severity,confidence,check_id,category,"
            + "title,location,evidence,remediation,references\r\n";

    private final Writer out;
    private final RiskOrder rows;

    CsvWriter(Writer out) throws IOException {
        this.out = out;
        rows = new RiskOrder();
    }

    @Override
    public void accept(Asset asset) throws IOException {
        if (!asset.findings().isEmpty()) {
            rows.add(
                    asset,
                    asset.findings().stream()
                            .map(finding -> row(asset, finding))
                            .collect(Collectors.joining()));
        }
    }

    private static String row(Asset asset, Finding finding) {
        return Stream.of(
                        finding.id(),
                        asset.host().value(),
                        String.valueOf(asset.risk().score()),
                        word(asset.risk().level()),
                        word(finding.severity()),
                        word(finding.confidence()),
                        finding.checkId(),
                        finding.category(),
                        finding.title(),
                        finding.location(),
                        finding.evidence().getFirst().excerpt(),
                        finding.remediation(),
                        String.join("; ", finding.references()))
                .map(CsvWriter::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        var shown = Text.visible(text, MAX_CELL);
        if (!shown.isEmpty() && (FORMULA.indexOf(shown.charAt(0)) >= 0 || FORMULA.indexOf(text.charAt(0)) >= 0)) {
            shown = "'" + shown;
        }
        var plain = shown.indexOf(',') < 0 && shown.indexOf('"') < 0;
        return plain ? shown : '"' + shown.replace("\"", "\"\"") + '"';
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        out.write(HEAD);
        rows.writeTo(out, "");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            rows.close();
        }
    }
}
