package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Text;
import io.reconai.engine.report.ResultWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A table for people, riskiest first, and under it how far the result can be trusted.
final class TableWriter implements ResultWriter {

    private static final int MAX_NAME = 44;
    private static final int MAX_PORTS = 24;
    private static final int MAX_FINDING = 52;

    private record Row(String asset, int score, RiskLevel level, String ports, String counts, String worst) {}

    private final Writer out;
    private final Colours colours;
    private final List<Row> rows = new ArrayList<>();

    TableWriter(Writer out, Colours colours) {
        this.out = out;
        this.colours = colours;
    }

    @Override
    public void accept(Asset asset) {
        rows.add(new Row(
                Text.visible(asset.host().value(), MAX_NAME),
                asset.risk().score(),
                asset.risk().level(),
                Text.visible(ports(asset), MAX_PORTS),
                counts(asset),
                worst(asset)));
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        rows.sort(Comparator.comparingInt(Row::score).reversed().thenComparing(Row::asset));
        if (!rows.isEmpty()) {
            table();
        }
        for (var report : reports) {
            summary(report);
        }
        out.flush();
    }

    private void table() throws IOException {
        var name = rows.stream().mapToInt(row -> row.asset().length()).max().orElse(5);
        var ports = Math.max(
                5, rows.stream().mapToInt(row -> row.ports().length()).max().orElse(5));
        var layout = "%-" + name + "s  %5s  %-8s  %-" + ports + "s  %-11s  %s%n";
        out.write(String.format(Locale.ROOT, layout, "ASSET", "SCORE", "LEVEL", "PORTS", "FINDINGS", "WORST"));
        for (var row : rows) {
            var line = String.format(
                    Locale.ROOT,
                    layout,
                    row.asset(),
                    row.score(),
                    word(row.level()),
                    row.ports(),
                    row.counts(),
                    row.worst());
            out.write(colours.level(row.level(), line));
        }
    }

    private void summary(ScanReport report) throws IOException {
        var levels = rows.stream().collect(Collectors.groupingBy(Row::level, Collectors.counting()));
        out.write(String.format(
                Locale.ROOT,
                "%n%s: %d assets (%d critical, %d high, %d medium, %d low)%n",
                report.domain(),
                report.counts().hostsDone(),
                levels.getOrDefault(RiskLevel.CRITICAL, 0L),
                levels.getOrDefault(RiskLevel.HIGH, 0L),
                levels.getOrDefault(RiskLevel.MEDIUM, 0L),
                levels.getOrDefault(RiskLevel.LOW, 0L)));
        for (var source : report.sources()) {
            out.write(String.format(
                    Locale.ROOT,
                    "  %-20s %-9s %d names%s%n",
                    source.source(),
                    word(source.status()),
                    source.names(),
                    source.detail().isEmpty() ? "" : ", " + Text.visible(source.detail(), 120)));
        }
        if (report.wildcardNames() > 0) {
            out.write("  " + report.wildcardNames() + " names left out: only a wildcard answers for them\n");
        }
        for (var warning : report.warnings()) {
            out.write("  warning: " + warning.code() + " " + Text.visible(warning.source(), 80) + " "
                    + Text.visible(warning.detail(), 160) + "\n");
        }
    }

    private static String ports(Asset asset) {
        return asset.evidence().openPorts().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// How many of each severity, worst first, such as `1c 2h 3m`.
    private static String counts(Asset asset) {
        var text = new StringBuilder();
        for (var severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            var count = asset.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(count)
                        .append(word(severity).charAt(0));
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    private static String worst(Asset asset) {
        return asset.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .findFirst()
                .map(finding -> Text.visible(finding.title(), MAX_FINDING))
                .orElse("");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
