package io.reconai.cli;

import io.reconai.engine.EvidenceLog;
import io.reconai.engine.ScanReport;
import io.reconai.engine.asset.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reconai replay`: findings and scores again from an evidence file, offline, with today's rules.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = {
            "Judges an evidence file again, offline",
            "",
            "Example:",
            "  reconai replay example.jsonl --format json",
            ""
        },
        description = "Judges an evidence file again, offline, with this version's rules and model.")
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "EVIDENCE", description = "A file written by reconai scan --evidence.")
    private Path file = Path.of("");

    @Option(
            names = "--fail-on",
            paramLabel = "low|medium|high|critical",
            description = "Exit with status 1 when a finding is at least this severe.")
    private @Nullable Severity failOn;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private JudgeOptions judging = new JudgeOptions();

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file)) {
            throw new UsageException("there is no readable file " + file);
        }
        var judge = judging.judge();
        var reports = new ArrayList<ScanReport>();
        try (var results = new Results(output)) {
            EvidenceLog.read(
                    Files.newBufferedReader(file),
                    evidence -> {
                        try {
                            results.accept(judge.judge(evidence));
                        } catch (IOException full) {
                            throw new UncheckedIOException(full);
                        }
                    },
                    reports::add);
            results.finish(reports);
            return results.reached(failOn) ? ExitStatus.FAIL_ON_REACHED : ExitStatus.DONE;
        }
    }
}
