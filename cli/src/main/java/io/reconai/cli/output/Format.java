package io.reconai.cli.output;

import io.reconai.engine.report.HtmlReport;
import io.reconai.engine.report.PdfReport;
import io.reconai.engine.report.ResultWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The formats of results. What a format needs is loaded when it is asked for.
public enum Format {
    TABLE(),
    JSON(".json"),
    JSONL(".jsonl", ".ndjson"),
    CSV(".csv"),
    SARIF(".sarif", ".sarif.json"),
    DEFECTDOJO(".defectdojo.json"),
    MARKDOWN(".md", ".markdown"),
    HTML(".html", ".htm"),
    PDF(".pdf");

    private final String[] endings;

    Format(String... endings) {
        this.endings = endings;
    }

    /// The format that a file's ending asks for; the longest ending counts.
    public static Optional<Format> ofEnding(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        Format found = null;
        var length = 0;
        for (var format : values()) {
            for (var ending : format.endings) {
                if (name.endsWith(ending) && ending.length() > length) {
                    found = format;
                    length = ending.length();
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /// A writer of this format, which closes `out` at its end.
    public ResultWriter writer(OutputStream out, Colours colours) throws IOException {
        return switch (this) {
            case TABLE -> new TableWriter(text(out), colours);
            case JSON -> new JsonWriter(text(out));
            case JSONL -> new JsonLinesWriter(text(out));
            case CSV -> new CsvWriter(text(out));
            case SARIF -> new SarifWriter(text(out));
            case DEFECTDOJO -> new DefectDojoWriter(text(out));
            case MARKDOWN -> new MarkdownWriter(text(out));
            case HTML -> new HtmlReport(text(out));
            case PDF -> new PdfReport(out);
        };
    }

    /// UTF-8 whatever the locale says.
    private static Writer text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }
}
