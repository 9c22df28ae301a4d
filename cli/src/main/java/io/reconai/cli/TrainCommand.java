package io.reconai.cli;

import io.reconai.engine.EvidenceLog;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.risk.Feature;
import io.reconai.engine.risk.FeatureVector;
import io.reconai.engine.risk.Label;
import io.reconai.engine.risk.LabelReader;
import io.reconai.engine.risk.MalformedLabelsException;
import io.reconai.engine.risk.RiskFeatures;
import io.reconai.engine.risk.RiskTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        header = {
            "Fits the risk model",
            "",
            "Examples:",
            "  reconai train -o risk-model.json",
            "  reconai train --labels labels.csv --evidence evidence.jsonl -o risk-model.json",
            ""
        },
        description = {
            "Fits the risk model from generated data and prints how well it does.",
            "The labels come from a written policy: the figures say how well the model follows it.",
            "With --labels, own labels count too, and the figures are printed before and after."
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
            names = "--labels",
            paramLabel = "FILE",
            description = {
                "Own labels: CSV with a line of names, or a JSON object a line.",
                "Each has a level and features by name, or a level and an asset of --evidence."
            })
    private @Nullable Path labels;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "Where the assets that labels name are, written by reconai scan --evidence.")
    private @Nullable Path evidence;

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
        if (evidence != null && labels == null) {
            throw new UsageException("--evidence: it is for the assets that --labels names");
        }
        var now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var report = labels == null ? train(now) : retrain(now, labels);
        if (output != null && report.isGood()) {
            RiskTraining.write(report, rows, seed, now, output);
        }
        if (!report.isGood()) {
            spec.commandLine().getErr().println("the model missed a gate and is not written");
        }
        return report.isGood() ? ExitStatus.DONE : ExitStatus.INCOMPLETE;
    }

    private RiskTraining.Report train(Instant now) {
        var report = RiskTraining.train(rows, seed, now);
        print(report, spec.commandLine().getOut());
        return report;
    }

    private RiskTraining.Report retrain(Instant now, Path file) throws IOException, UsageException {
        var own = read(file);
        if (own.size() < RiskTraining.FEWEST_LABELS) {
            throw new UsageException(
                    "--labels: at least " + RiskTraining.FEWEST_LABELS + " are needed, " + file + " has " + own.size());
        }
        var out = spec.commandLine().getOut();
        var both = RiskTraining.retrain(rows, seed, now, own);
        out.println("BEFORE, without the labels");
        print(both.before(), out);
        out.printf("%nAFTER, with %d labels%n", both.after().labels());
        print(both.after(), out);
        out.printf("%n%-40s %10s %12s%n", "ON " + both.keptBack() + " LABELS KEPT BACK", "BEFORE", "AFTER");
        compare("accuracy", both.labelsBefore().accuracy(), both.labelsAfter().accuracy(), out);
        compare(
                "Brier score, four levels",
                both.labelsBefore().brier(),
                both.labelsAfter().brier(),
                out);
        out.flush();
        return both.after();
    }

    private static void compare(String figure, double before, double after, PrintWriter out) {
        out.printf(Locale.ROOT, "%-40s %10.4f %12.4f%n", figure, before, after);
    }

    private List<Label> read(Path file) throws IOException, UsageException {
        var known = evidence == null ? Map.<String, FeatureVector>of() : features(evidence);
        try (var in = Files.newBufferedReader(readable("--labels", file))) {
            return LabelReader.read(in, file.toString(), asset -> Optional.ofNullable(known.get(asset)));
        } catch (MalformedLabelsException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (CharacterCodingException notText) {
            throw new UsageException("--labels: " + file + " is not UTF-8 text");
        }
    }

    private static Map<String, FeatureVector> features(Path file) throws IOException, UsageException {
        var judge = ScanEngine.judge();
        var known = new HashMap<String, FeatureVector>();
        try (var in = Files.newBufferedReader(readable("--evidence", file))) {
            EvidenceLog.read(
                    in,
                    host -> known.put(
                            host.host().value(),
                            RiskFeatures.of(host, judge.judge(host).findings())),
                    report -> {});
        }
        return known;
    }

    private static Path readable(String option, Path file) throws UsageException {
        if (!Files.isReadable(file)) {
            throw new UsageException(option + ": there is no readable file " + file);
        }
        return file;
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
