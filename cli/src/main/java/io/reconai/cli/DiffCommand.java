package io.reconai.cli;

import io.reconai.cli.output.DiffFormat;
import io.reconai.cli.output.OutputFile;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.diff.DiffSummary;
import io.reconai.engine.diff.ScanComparison;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reconai diff`: what appeared, vanished and changed between two scans, offline.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {
            "Says what changed between two scans",
            "",
            "Examples:",
            "  reconai diff monday.jsonl today.jsonl",
            "  reconai diff monday.jsonl today.jsonl --fail-on high -o changes.md",
            ""
        },
        description = {
            "Judges two evidence files with today's rules and says what appeared, changed and is gone.",
            "What was not looked at again is \"not seen again\", never gone."
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "The earlier scan, by reconai scan --evidence.")
    private Path earlier = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The later scan.")
    private Path later = Path.of("");

    @Option(names = "--format", paramLabel = "text|json|markdown", description = "text (default), json or markdown.")
    private @Nullable DiffFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file; its ending (.json, .md) chooses the format when --format is absent.")
    private @Nullable Path file;

    @Option(
            names = "--fail-on",
            paramLabel = "low|medium|high|critical",
            description =
                    "Exit with status 1 when a finding that is new, or worse than it was, is at least this severe.")
    private @Nullable Severity failOn;

    @Mixin
    private JudgeOptions judging = new JudgeOptions();

    @Override
    public Integer call() throws Exception {
        for (var evidence : new Path[] {earlier, later}) {
            if (!Files.isReadable(evidence) || Files.isDirectory(evidence)) {
                throw new UsageException("there is no readable file " + evidence);
            }
        }
        try (var comparison = ScanComparison.of(earlier, later, judging.judge(), new SecureRandom())) {
            var summary = comparison.summary();
            write(comparison, summary);
            return failOn != null && summary.hasNews(failOn) ? ExitStatus.FAIL_ON_REACHED : ExitStatus.DONE;
        }
    }

    private void write(ScanComparison comparison, DiffSummary summary) throws IOException {
        if (file == null) {
            try (var out =
                    new BufferedWriter(new OutputStreamWriter(Results.standardOutput(), StandardCharsets.UTF_8))) {
                write(comparison, summary, out);
            }
            return;
        }
        try (var output = new OutputFile(file)) {
            write(comparison, summary, output.writer());
            output.commit();
        }
    }

    private void write(ScanComparison comparison, DiffSummary summary, Writer out) throws IOException {
        var writer = format().writer(out);
        writer.begin(summary);
        comparison.forEach(writer::accept);
        writer.finish();
    }

    private DiffFormat format() {
        if (format != null) {
            return format;
        }
        return file == null ? DiffFormat.TEXT : DiffFormat.ofEnding(file).orElse(DiffFormat.TEXT);
    }
}
