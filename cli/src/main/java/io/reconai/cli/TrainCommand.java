package io.reconai.cli;

import io.reconai.engine.risk.Feature;
import io.reconai.engine.risk.RiskTraining;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `reconai train`: fits the risk model and shows how well it follows the policy it was trained on.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = {"Fits the risk model", "", "Example:", "  reconai train -o risk-model.json", ""},
        description = {
            "Fits the risk model from generated data and prints how well it does.",
            "The labels come from a written policy: the figures say how well the model follows it."
        })
final class TrainCommand implements Callable<Integer> {

    private static final List<String> LEVELS = List.of("low", "medium", "high", "critical");

    @Option(names = "--rows", paramLabel = "N", defaultValue = "5000", description = "Rows to generate (default 5000).")
    private int rows = 5_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the generator (default 42).")
    private long seed = 42;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the model to a file.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (rows < 100) {
            throw new UsageException("--rows: at least 100 are needed, not " + rows);
        }
        var now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var report = RiskTraining.train(rows, seed, now);
        print(report, spec.commandLine().getOut());
        if (output != null) {
            RiskTraining.write(report, rows, seed, now, output);
        }
        return report.isGood() ? ExitStatus.DONE : ExitStatus.INCOMPLETE;
    }

    private static void print(RiskTraining.Report report, PrintWriter out) {
        out.printf(Locale.ROOT, "%-40s %10s %12s%n", "FIGURE", "VALUE", "GATE");
        for (var gate : report.gates()) {
            out.printf(
                    Locale.ROOT,
                    "%-40s %10.4f %2s %9.4f%s%n",
                    gate.name(),
                    gate.value(),
                    gate.atMost() ? "<=" : ">=",
                    gate.limit(),
                    gate.holds() ? "" : "  MISSED");
        }
        out.printf(Locale.ROOT, "%-40s %10d%n", "steps to more risk tried", report.steps());
        out.printf(Locale.ROOT, "%-40s %10.4f%n", "level accuracy of the seed's own recipe", report.seedAccuracy());
        out.printf(Locale.ROOT, "%n%-40s %10s %10s%n", "FEATURE", "WEIGHT", "POINTS");
        for (var feature : Feature.values()) {
            out.printf(
                    Locale.ROOT,
                    "%-40s %10.4f %10.2f%n",
                    feature.key(),
                    report.model().weight().get(feature.ordinal()),
                    report.pointsPerStep().get(feature.ordinal()));
        }
        out.printf(Locale.ROOT, "%nCONFUSION (rows true, columns assigned)%n%-10s", "");
        LEVELS.forEach(level -> out.printf("%10s", level));
        for (var i = 0; i < LEVELS.size(); i++) {
            out.printf("%n%-10s", LEVELS.get(i));
            report.metrics().confusion().get(i).forEach(count -> out.printf("%10d", count));
        }
        out.printf(Locale.ROOT, "%n%nRELIABILITY of high or worse%n%10s %10s %6s%n", "claimed", "came", "rows");
        for (var bin : report.metrics().reliability()) {
            out.printf(Locale.ROOT, "%10.3f %10.3f %6d%n", bin.probability(), bin.observed(), bin.rows());
        }
        out.flush();
    }
}
