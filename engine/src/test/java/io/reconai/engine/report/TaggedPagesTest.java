package io.reconai.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.report.TaggedPages.Column;
import io.reconai.engine.report.TaggedPages.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/// Everything on the pages is said to be something, in its order, however many pages it takes.
class TaggedPagesTest {

    private static final int ROWS = 150;
    private static final Pattern MARK = Pattern.compile("/(\\w+) <</MCID (\\d+)>> BDC|/Artifact BMC|EMC|\\bT[jJ]\\b");

    private static PdfReader written() throws IOException {
        var out = new ByteArrayOutputStream();
        var pages = new TaggedPages(out, "All of it");
        pages.add(Role.H1, new Paragraph("The heading"));
        pages.add(Role.P, new Paragraph("long ".repeat(4_000)));
        var table = new PdfPTable(new float[] {40, 20, 40});
        for (var head : List.of("Host", "bar", "Score")) {
            table.addCell(new Phrase(head));
        }
        for (var row = 0; row < ROWS; row++) {
            table.addCell(new Phrase("host" + row));
            table.addCell(new Phrase(" "));
            table.addCell(new Phrase("score" + row));
        }
        pages.add(table, 1, List.of(Column.NAME, Column.ORNAMENT, Column.VALUE));
        pages.add(Role.P, new Paragraph("The end"));
        pages.finish();
        return new PdfReader(out.toByteArray());
    }

    /// The elements of the structure tree in their order, parents first.
    private static List<String> roles(PdfDictionary element) {
        var roles = new ArrayList<String>();
        Optional.ofNullable(element.getAsName(PdfName.S))
                .ifPresent(role -> roles.add(PdfName.decodeName(role.toString())));
        var kids = element.getAsArray(PdfName.K);
        for (var i = 0; kids != null && i < kids.size(); i++) {
            var kid = kids.getAsDict(i);
            if (kid != null && kid.get(PdfName.S) != null) {
                roles.addAll(roles(kid));
            }
        }
        var only = element.getAsDict(PdfName.K);
        if (only != null && only.get(PdfName.S) != null) {
            roles.addAll(roles(only));
        }
        return roles;
    }

    @Test
    void saysWhatEachPieceIs() throws IOException {
        try (var reader = written()) {
            var catalog = reader.getCatalog();
            assertThat(catalog.getAsDict(PdfName.MARKINFO).get(PdfName.MARKED)).hasToString("true");
            assertThat(catalog.getAsString(PdfName.LANG)).hasToString("en");
            var roles = roles(catalog.getAsDict(PdfName.STRUCTTREEROOT));
            assertThat(roles).startsWith("Document", "H1", "P", "Table", "TR", "TH", "TH", "TR", "TH", "TD");
            assertThat(roles).endsWith("TR", "TH", "TD", "P");
            assertThat(roles).filteredOn("TD"::equals).hasSize(ROWS);
            assertThat(roles).filteredOn("TR"::equals).hasSize(ROWS + 1);
            assertThat(catalog.getAsDict(PdfName.STRUCTTREEROOT).get(PdfName.PARENTTREE))
                    .isNotNull();
        }
    }

    @Test
    void nothingIsWithoutAMarkAndNoMarkComesTwice() throws IOException {
        try (var reader = written()) {
            assertThat(reader.getNumberOfPages()).isGreaterThan(5);
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                var depth = 0;
                var numbers = new HashSet<String>();
                var marks = MARK.matcher(new String(reader.getPageContent(page), StandardCharsets.ISO_8859_1));
                while (marks.find()) {
                    if (marks.group().startsWith("T")) {
                        assertThat(depth).as("text on page %s", page).isOne();
                    } else {
                        depth += marks.group().equals("EMC") ? -1 : 1;
                    }
                    if (marks.group(2) != null) {
                        assertThat(numbers.add(marks.group(2)))
                                .as("mark %s of page %s", marks.group(2), page)
                                .isTrue();
                    }
                }
                assertThat(depth).isZero();
                assertThat(numbers).isNotEmpty();
                assertThat(reader.getPageN(page).get(PdfName.STRUCTPARENTS)).isNotNull();
            }
        }
    }

    @Test
    void allOfItIsThereInItsOrder() throws IOException {
        try (var reader = written()) {
            var extractor = new PdfTextExtractor(reader);
            var text = new StringBuilder();
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(extractor.getTextFromPage(page)).append('\n');
            }
            var words = text.toString();
            assertThat(words.split("long", -1)).hasSize(4_001);
            var at = -1;
            for (var row = 0; row < ROWS; row++) {
                assertThat(words.indexOf("host" + row, at)).isGreaterThan(at);
                at = words.indexOf("score" + row, at);
                assertThat(at).isPositive();
            }
            assertThat(words.indexOf("The end")).isGreaterThan(at);
        }
    }
}
