package io.reconai.engine.report;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanReport;
import io.reconai.engine.report.TaggedPages.Column;
import io.reconai.engine.report.TaggedPages.Role;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.openpdf.text.Chunk;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/// A report on paper: one page for those who decide, then the findings of each check, then the riskiest hosts.
public final class PdfReport implements ResultWriter {

    /// A page or so for each check; the machine-readable formats have them all.
    private static final int MAX_PLACES = 40;

    private static final int MAX_ASSETS = 100;
    private static final int MAX_TEXT = 240;
    private static final int MAX_PROSE = 1_200;
    private static final int BAR_PARTS = 1_000;
    private static final List<Column> BARS = List.of(Column.NAME, Column.ORNAMENT, Column.VALUE);

    private static final Font TITLE = new Font(Font.HELVETICA, 22, Font.BOLD);
    private static final Font HEADING = new Font(Font.HELVETICA, 14, Font.BOLD);
    private static final Font SUBHEADING = new Font(Font.HELVETICA, 11, Font.BOLD);
    private static final Font HEAD = new Font(Font.HELVETICA, 8, Font.BOLD);
    private static final Font TEXT = new Font(Font.HELVETICA, 10);
    private static final Font SMALL = new Font(Font.HELVETICA, 8);
    private static final Font SOFT = new Font(Font.HELVETICA, 8, Font.NORMAL, new Color(0x57606a));
    private static final Color LINE = new Color(0xd0d7de);

    private final OutputStream out;
    private final List<ReportNote> notes;
    private final Overview overview = new Overview();

    /// @param out closed with the report
    public PdfReport(OutputStream out) {
        this(out, List.of());
    }

    /// @param notes what else its first pages say
    public PdfReport(OutputStream out, List<ReportNote> notes) {
        this.out = out;
        this.notes = List.copyOf(notes);
    }

    @Override
    public void accept(Asset asset) {
        overview.add(asset);
    }

    @Override
    public void finish(List<ScanReport> reports) throws IOException {
        var pages = new TaggedPages(out, "Attack surface");
        firstPage(pages, reports);
        pages.newPage();
        pages.add(Role.H2, new Paragraph("Findings by check", HEADING));
        for (var group : overview.groups()) {
            group(pages, group);
        }
        pages.newPage();
        assets(pages);
        pages.finish();
        out.flush();
    }

    private void firstPage(TaggedPages pages, List<ScanReport> reports) {
        pages.add(Role.H1, new Paragraph("Attack surface", TITLE));
        for (var report : reports) {
            pages.add(Role.P, new Paragraph(PdfText.of(Overview.scan(report), MAX_PROSE), SOFT));
        }
        pages.add(Role.P, spaced(new Paragraph(PdfText.of(overview.inWords(), MAX_PROSE), TEXT)));
        pages.add(Role.H2, spaced(new Paragraph("Hosts by risk", SUBHEADING)));
        var levels = bars();
        for (var level : Overview.LEVELS) {
            bar(levels, Overview.word(level), overview.count(level), overview.assets(), colour(Overview.word(level)));
        }
        pages.add(levels, 0, BARS);
        pages.add(Role.H2, spaced(new Paragraph("Findings by severity", SUBHEADING)));
        var severities = bars();
        for (var severity : Overview.SEVERITIES) {
            var word = Overview.word(severity);
            bar(severities, word, overview.count(severity), overview.findings(), colour(word));
        }
        pages.add(severities, 0, BARS);
        pages.add(Role.H2, spaced(new Paragraph("Riskiest hosts, score of 100", SUBHEADING)));
        var scores = bars();
        for (var row : overview.riskiest().stream().limit(10).toList()) {
            bar(scores, PdfText.of(row.asset(), 60), row.score(), 100, colour(Overview.word(row.level())));
        }
        pages.add(scores, 0, BARS);
        for (var note : notes) {
            pages.add(Role.H2, spaced(new Paragraph(PdfText.of(note.heading(), MAX_TEXT), SUBHEADING)));
            note.lines().forEach(line -> pages.add(Role.P, new Paragraph(PdfText.of(line, MAX_TEXT), SMALL)));
        }
        var trust = reports.stream()
                .flatMap(report -> Overview.trust(report).stream())
                .limit(12)
                .toList();
        if (!trust.isEmpty()) {
            pages.add(Role.H2, spaced(new Paragraph("How far this can be trusted", SUBHEADING)));
            trust.forEach(line -> pages.add(Role.P, new Paragraph(PdfText.of(line, MAX_TEXT), SMALL)));
        }
    }

    private static Paragraph spaced(Paragraph paragraph) {
        paragraph.setSpacingBefore(10);
        paragraph.setSpacingAfter(4);
        return paragraph;
    }

    private static PdfPTable bars() {
        var table = new PdfPTable(new float[] {30, 58, 12});
        return table;
    }

    private static void bar(PdfPTable table, String label, long value, long whole, Color colour) {
        table.addCell(borderless(new PdfPCell(new Phrase(label, SMALL))));
        var filled = whole == 0 ? 0 : (int) Math.clamp(BAR_PARTS * value / whole, 0, BAR_PARTS);
        if (filled == 0) {
            table.addCell(borderless(new PdfPCell(new Phrase(" ", SMALL))));
        } else {
            var inner = new PdfPTable(new float[] {filled, Math.max(1, BAR_PARTS - filled)});
            var full = borderless(new PdfPCell(new Phrase(" ", SMALL)));
            full.setBackgroundColor(colour);
            inner.addCell(full);
            inner.addCell(borderless(new PdfPCell(new Phrase(" ", SMALL))));
            table.addCell(borderless(new PdfPCell(inner)));
        }
        table.addCell(borderless(new PdfPCell(new Phrase(String.valueOf(value), SMALL))));
    }

    private static PdfPCell borderless(PdfPCell cell) {
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(2);
        return cell;
    }

    private static void group(TaggedPages pages, Overview.Group group) {
        var word = Overview.word(group.worst());
        var heading = new Paragraph();
        heading.add(
                new Chunk(word.toUpperCase(Locale.ROOT) + "  ", new Font(Font.HELVETICA, 9, Font.BOLD, colour(word))));
        heading.add(new Chunk(PdfText.of(group.title(), MAX_TEXT) + "  ", SUBHEADING));
        heading.add(new Chunk("(" + group.count() + ")", TEXT));
        heading.setSpacingBefore(14);
        pages.add(Role.H3, heading);
        pages.add(Role.P, new Paragraph(PdfText.of(group.description(), MAX_PROSE), TEXT));
        pages.add(Role.P, new Paragraph("What to do: " + PdfText.of(group.remediation(), MAX_PROSE), TEXT));
        pages.add(Role.P, new Paragraph(PdfText.of(group.checkId() + "  " + group.sources(), MAX_TEXT), SOFT));
        var table = table(new float[] {26, 32, 42}, "Host", "Where", "Evidence");
        var places = group.places().stream().limit(MAX_PLACES).toList();
        for (var place : places) {
            row(table, place.hosts(), place.location(), place.excerpt());
        }
        pages.add(table, 1, TaggedPages.columns(3));
        more(pages, group.beyond(places), "places");
    }

    private void assets(TaggedPages pages) {
        pages.add(Role.H2, new Paragraph("Hosts, riskiest first", HEADING));
        var table = table(new float[] {34, 8, 11, 20, 27}, "Host", "Score", "Risk", "Open ports", "Worst finding");
        var rows = overview.riskiest().stream().limit(MAX_ASSETS).toList();
        for (var row : rows) {
            row(table, row.asset(), String.valueOf(row.score()), Overview.word(row.level()), row.ports(), row.worst());
        }
        pages.add(table, 1, TaggedPages.columns(5));
        more(pages, overview.assets() - rows.size(), "hosts");
    }

    private static PdfPTable table(float[] widths, String... heads) {
        var table = new PdfPTable(widths);
        table.setSpacingBefore(4);
        for (var head : heads) {
            var cell = lined(new PdfPCell(new Phrase(head, HEAD)));
            cell.setHorizontalAlignment(Element.ALIGN_LEFT);
            table.addCell(cell);
        }
        return table;
    }

    private static void row(PdfPTable table, String... texts) {
        for (var text : texts) {
            table.addCell(lined(new PdfPCell(new Phrase(PdfText.of(text, MAX_TEXT), SMALL))));
        }
    }

    private static PdfPCell lined(PdfPCell cell) {
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPadding(3);
        return cell;
    }

    private static void more(TaggedPages pages, long left, String what) {
        if (left > 0) {
            pages.add(Role.P, new Paragraph(left + " more " + what + " are in the machine-readable formats.", SOFT));
        }
    }

    private static Color colour(String word) {
        return switch (word) {
            case "critical" -> new Color(0x8b0f2f);
            case "high" -> new Color(0xc2410c);
            case "medium" -> new Color(0x9a6700);
            case "low" -> new Color(0x2563a8);
            default -> new Color(0x6b7280);
        };
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
