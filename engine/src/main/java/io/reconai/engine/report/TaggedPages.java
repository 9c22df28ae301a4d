package io.reconai.engine.report;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfBoolean;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfWriter;

/// Pages of a tagged PDF (ISO 32000-1 §14.8): of each piece of text is said whether it is a heading, a paragraph or a
/// cell of a table, so that it can be read aloud in its order.
///
/// The library tags nothing that it lays out by itself. So the pieces are laid out here, one below the other,
/// each between marks of its own.
final class TaggedPages {

    /// What a piece of text is.
    enum Role {
        H1,
        H2,
        H3,
        P
    }

    /// What a column of a table holds.
    enum Column {
        /// The name of the row.
        NAME,
        VALUE,
        /// What is only for the eye, and said elsewhere in the row.
        ORNAMENT
    }

    private static final float MARGIN = 48;
    private static final float LEFT = MARGIN;
    private static final float RIGHT = PageSize.A4.getWidth() - MARGIN;
    private static final float TOP = PageSize.A4.getHeight() - MARGIN;

    /// A heading is not left alone at the foot of a page.
    private static final float ROOM_BELOW_HEADING = 72;

    private static final PdfName ARTIFACT = new PdfName("Artifact");

    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    private final PdfWriter writer;
    private final PdfStructureElement root;
    private float y = TOP;

    /// @param out left open
    TaggedPages(OutputStream out, String title) {
        writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        writer.setTagged();
        writer.addViewerPreference(PdfName.DISPLAYDOCTITLE, PdfBoolean.PDFTRUE);
        document.addTitle(title);
        document.addCreator("ReconAI");
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("en"));
        root = new PdfStructureElement(writer.getStructureTreeRoot(), new PdfName("Document"));
    }

    void newPage() {
        document.newPage();
        y = TOP;
    }

    void add(Role role, Paragraph paragraph) {
        if (role != Role.P && y - paragraph.getSpacingBefore() < MARGIN + ROOM_BELOW_HEADING) {
            newPage();
        }
        y -= y == TOP ? 0 : paragraph.getSpacingBefore();
        var after = paragraph.getSpacingAfter();
        paragraph.setSpacingBefore(0);
        paragraph.setSpacingAfter(0);
        var element = new PdfStructureElement(root, new PdfName(role.name()));
        var column = new ColumnText(canvas());
        column.addElement(paragraph);
        for (var isWhole = false; !isWhole; ) {
            column.setCanvas(canvas());
            column.setSimpleColumn(LEFT, MARGIN, RIGHT, y);
            canvas().beginMarkedContentSequence(element);
            isWhole = !ColumnText.hasMoreText(column.go());
            canvas().endMarkedContentSequence();
            if (!isWhole) {
                newPage();
            }
        }
        y = column.getYLine() - after;
    }

    /// @param heads rows at the beginning that name the columns, and stand on every page; none or one
    void add(PdfPTable table, int heads, List<Column> columns) {
        table.setTotalWidth(RIGHT - LEFT);
        table.setLockedWidth(true);
        y -= table.spacingBefore();
        var element = new PdfStructureElement(root, new PdfName("Table"));
        for (var row = 0; row < table.size(); row++) {
            if (y - table.getRowHeight(row) < MARGIN) {
                newPage();
                if (row >= heads && heads > 0) {
                    repeat(table);
                }
            }
            row(table, row, row < heads, element, columns);
            y -= table.getRowHeight(row);
        }
        y -= table.spacingAfter();
    }

    private void row(PdfPTable table, int row, boolean isHead, PdfStructureElement parent, List<Column> columns) {
        var line = new PdfStructureElement(parent, new PdfName("TR"));
        var widths = table.getAbsoluteWidths();
        var x = LEFT;
        for (var column = 0; column < widths.length; column++) {
            var kind = columns.get(column);
            if (kind == Column.ORNAMENT) {
                canvas().beginMarkedContentSequence(ARTIFACT);
            } else {
                var name = isHead || kind == Column.NAME ? "TH" : "TD";
                canvas().beginMarkedContentSequence(new PdfStructureElement(line, new PdfName(name)));
            }
            table.writeSelectedRows(column, column + 1, row, row + 1, x, y, canvas());
            canvas().endMarkedContentSequence();
            x += widths[column];
        }
    }

    /// The heads once more, which are for the eye alone.
    private void repeat(PdfPTable table) {
        canvas().beginMarkedContentSequence(ARTIFACT);
        table.writeSelectedRows(0, 1, LEFT, y, canvas());
        canvas().endMarkedContentSequence();
        y -= table.getRowHeight(0);
    }

    /// The columns of a table whose first one names the rows.
    static List<Column> columns(int count) {
        var columns = new Column[count];
        Arrays.fill(columns, Column.VALUE);
        columns[0] = Column.NAME;
        return List.of(columns);
    }

    private PdfContentByte canvas() {
        return writer.getDirectContent();
    }

    /// Ends the file.
    void finish() {
        document.close();
    }
}
