package io.reconai.engine.report;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.report.HtmlCharts.Bar;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A report in one HTML file that loads nothing: the first page for those who decide, then the findings of each check.
///
/// It has no script, no link and no picture, and forbids itself any (Content-Security-Policy), since much of its text
/// was chosen by strangers. Bright and dark as the reader's system; on paper everything is unfolded.
public final class HtmlReport implements ResultWriter {

    private static final int CHARTED_ASSETS = 10;

    private final Writer out;
    private final List<ReportNote> notes;
    private final Overview overview = new Overview();

    /// @param out closed with the report
    public HtmlReport(Writer out) {
        this(out, List.of());
    }

    /// @param notes what else its first page says
    public HtmlReport(Writer out, List<ReportNote> notes) {
        this.out = out;
        this.notes = List.copyOf(notes);
    }

    @Override
    public void accept(Asset asset) {
        overview.add(asset);
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        out.write("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + "<meta name=\"referrer\" content=\"no-referrer\"><title>Attack surface</title>\n<style>"
                + style() + "</style></head>\n<body>\n");
        firstPage(reports);
        out.write("<section><h2>Findings by check</h2>\n");
        if (overview.groups().isEmpty()) {
            out.write("<p>Nothing was found to be wrong with what was looked at.</p>\n");
        }
        for (var group : overview.groups()) {
            group(group);
        }
        out.write("</section>\n");
        assets();
        out.write("</body></html>\n");
        out.flush();
    }

    private void firstPage(List<ScanReport> reports) throws IOException {
        out.write("<section class=\"first-page\"><h1>Attack surface</h1>\n");
        for (var report : reports) {
            out.write("<p class=\"soft\">" + HtmlText.isolated(Overview.scan(report)) + "</p>\n");
        }
        out.write("<p class=\"lead\">" + HtmlText.of(overview.inWords()) + "</p>\n<div class=\"tiles\">");
        tile(overview.assets(), "hosts");
        tile(overview.count(RiskLevel.CRITICAL) + overview.count(RiskLevel.HIGH), "at high or critical risk");
        tile(overview.findings(), "findings");
        tile(overview.count(Severity.CRITICAL) + overview.count(Severity.HIGH), "high or critical findings");
        out.write("</div>\n<div class=\"charts\">");
        out.write(HtmlCharts.bars(
                "Hosts by risk",
                Overview.LEVELS.stream()
                        .map(level -> new Bar(Overview.word(level), overview.count(level), Overview.word(level)))
                        .toList()));
        out.write(HtmlCharts.bars(
                "Findings by severity",
                Overview.SEVERITIES.stream()
                        .map(severity ->
                                new Bar(Overview.word(severity), overview.count(severity), Overview.word(severity)))
                        .toList()));
        out.write(HtmlCharts.bars(
                "Riskiest hosts, score of 100",
                overview.riskiest().stream()
                        .limit(CHARTED_ASSETS)
                        .map(row -> new Bar(row.asset(), row.score(), Overview.word(row.level())))
                        .toList()));
        out.write("</div>\n");
        for (var note : notes) {
            note(note);
        }
        trust(reports);
        out.write("</section>\n");
    }

    private void tile(long number, String label) throws IOException {
        out.write("<div class=\"tile\"><b>" + number + "</b>" + label + "</div>");
    }

    private void note(ReportNote note) throws IOException {
        var lines = note.lines().stream()
                .map(line -> "<li>" + HtmlText.isolated(line) + "</li>")
                .collect(Collectors.joining("\n"));
        out.write("<h2>" + HtmlText.of(note.heading()) + "</h2>\n<ul>\n" + lines + "</ul>\n");
    }

    private void trust(List<ScanReport> reports) throws IOException {
        var lines = reports.stream()
                .flatMap(report -> Overview.trust(report).stream())
                .map(line -> "<li>" + HtmlText.isolated(line) + "</li>")
                .collect(Collectors.joining("\n"));
        if (!lines.isEmpty()) {
            out.write("<details><summary>How far this can be trusted</summary><div><ul>\n" + lines
                    + "</ul></div></details>\n");
        }
    }

    private void group(Overview.Group group) throws IOException {
        var open = group.worst().compareTo(Severity.HIGH) >= 0 ? " open" : "";
        out.write("<details" + open + "><summary>" + badge(group.worst()) + " " + HtmlText.of(group.title())
                + "<span class=\"count\">" + group.count() + "</span></summary><div>\n<p>"
                + HtmlText.of(group.description()) + "</p><p><b>What to do:</b> " + HtmlText.of(group.remediation())
                + "</p><p class=\"soft\"><code>" + HtmlText.of(group.checkId()) + "</code> "
                + HtmlText.of(group.category())
                + (group.sources().isEmpty() ? "" : " · " + HtmlText.of(group.sources()))
                + "</p>\n<div class=\"scroll\"><table><thead><tr><th>Severity</th><th>Host</th><th>Where</th>"
                + "<th>Evidence</th><th>Confidence</th></tr></thead><tbody>\n");
        var places = group.places();
        for (var place : places) {
            out.write("<tr><td>" + badge(place.severity()) + "</td>" + code(place.hosts()) + code(place.location())
                    + code(place.excerpt()) + "<td>" + Overview.word(place.confidence()) + "</td></tr>\n");
        }
        out.write("</tbody></table></div>" + more(group.beyond(places), "places") + "</div></details>\n");
    }

    private void assets() throws IOException {
        out.write("<section><h2>Hosts, riskiest first</h2>\n<div class=\"scroll\"><table><thead><tr><th>Host</th>"
                + "<th class=\"number\">Score</th><th>Risk</th><th>Open ports</th><th class=\"number\">Findings</th>"
                + "<th>Worst</th></tr></thead><tbody>\n");
        for (var row : overview.riskiest()) {
            out.write("<tr>" + code(row.asset()) + "<td class=\"number\">" + row.score() + "</td><td>"
                    + badge(row.level()) + "</td>" + code(row.ports()) + "<td class=\"number\">" + row.findings()
                    + "</td><td>" + HtmlText.isolated(row.worst()) + "</td></tr>\n");
        }
        out.write("</tbody></table></div>"
                + more(overview.assets() - overview.riskiest().size(), "hosts") + "</section>\n");
    }

    private static String more(long left, String what) {
        return left > 0
                ? "<p class=\"soft\">" + left + " more " + what + " are in the machine-readable formats.</p>"
                : "";
    }

    private static String badge(Enum<?> word) {
        return "<span class=\"badge " + Overview.word(word) + "\">" + Overview.word(word) + "</span>";
    }

    private static String code(String foreign) {
        return "<td class=\"code\">" + HtmlText.isolated(foreign) + "</td>";
    }

    private static String style() throws IOException {
        try (var css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new FileNotFoundException("report.css is missing from the program");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
