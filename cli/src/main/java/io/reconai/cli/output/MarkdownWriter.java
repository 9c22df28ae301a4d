package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.report.Overview;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A report in Markdown: the result in short, the riskiest hosts, then the findings of each check.
final class MarkdownWriter implements ResultWriter {

    private static final int MAX_TEXT = 300;

    private final Writer out;
    private final Overview overview = new Overview();

    MarkdownWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void accept(Asset asset) {
        overview.add(asset);
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        out.write("# Attack surface\n\n" + plain(overview.inWords()) + "\n\n");
        for (var report : reports) {
            out.write("- " + plain(Overview.scan(report)) + "\n");
        }
        out.write("\n| risk | hosts |\n|---|---:|\n");
        for (var level : Overview.LEVELS) {
            out.write("| " + Overview.word(level) + " | " + overview.count(level) + " |\n");
        }
        out.write("\n| severity | findings |\n|---|---:|\n");
        for (var severity : Overview.SEVERITIES) {
            out.write("| " + Overview.word(severity) + " | " + overview.count(severity) + " |\n");
        }
        assets();
        out.write("\n## Findings\n");
        for (var group : overview.groups()) {
            group(group);
        }
        trust(reports);
        out.flush();
    }

    private void assets() throws IOException {
        out.write("\n## Hosts, riskiest first\n\n| host | score | risk | ports | findings | worst |\n"
                + "|---|---:|---|---|---:|---|\n");
        for (var row : overview.riskiest()) {
            out.write("| " + code(row.asset()) + " | " + row.score() + " | " + Overview.word(row.level()) + " | "
                    + plain(row.ports()) + " | " + row.findings() + " | " + plain(row.worst()) + " |\n");
        }
        more(overview.assets() - overview.riskiest().size(), "hosts");
    }

    private void group(Overview.Group group) throws IOException {
        out.write("\n### " + plain(group.title()) + " (" + Overview.word(group.worst()) + ", " + group.count() + ")\n\n"
                + code(group.checkId()) + " " + plain(group.description()) + "\n\n**What to do:** "
                + plain(group.remediation()) + "\n"
                + (group.sources().isEmpty() ? "" : "\nSources: " + plain(group.sources()) + "\n")
                + "\n| severity | host | where | evidence |\n|---|---|---|---|\n");
        var places = group.places();
        for (var place : places) {
            out.write("| " + Overview.word(place.severity()) + " | " + code(place.hosts()) + " | "
                    + code(place.location()) + " | " + code(place.excerpt()) + " |\n");
        }
        more(group.beyond(places), "places");
    }

    private void trust(List<ScanReport> reports) throws IOException {
        var lines = reports.stream()
                .flatMap(report -> Overview.trust(report).stream())
                .toList();
        if (!lines.isEmpty()) {
            out.write("\n## How far this can be trusted\n\n");
            for (var line : lines) {
                out.write("- " + plain(line) + "\n");
            }
        }
    }

    private void more(long left, String what) throws IOException {
        if (left > 0) {
            out.write("\n" + left + " more " + what + " are in the machine-readable formats.\n");
        }
    }

    private static String plain(String foreign) {
        return MarkdownText.plain(foreign, 4 * MAX_TEXT);
    }

    private static String code(String foreign) {
        return MarkdownText.code(foreign, MAX_TEXT);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
