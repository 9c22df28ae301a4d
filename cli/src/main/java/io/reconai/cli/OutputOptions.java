package io.reconai.cli;

import io.reconai.cli.output.Colours;
import io.reconai.cli.output.Format;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say where results go and how they look.
final class OutputOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "table (default), json (one document), jsonl (one asset a line, as it is found);",
                "csv, sarif, defectdojo (findings for other programs); markdown, html, pdf (reports for people)."
            })
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write the result to a file; its ending (.json .jsonl .csv .sarif .md .html .pdf) chooses the format when"
                            + " --format is absent.")
    @Nullable
    Path file;

    @Option(
            names = {"-q", "--silent"},
            description = "No progress and no notices.")
    boolean silent;

    @Option(names = "--no-color", description = "No colours (also NO_COLOR and TERM=dumb).")
    private boolean noColor;

    Format format() {
        if (format != null) {
            return format;
        }
        return file == null ? Format.TABLE : Format.ofEnding(file).orElse(Format.TABLE);
    }

    Colours colours() {
        return Colours.fitting(file == null && Terminal.isPresent(), noColor, System.getenv());
    }
}
