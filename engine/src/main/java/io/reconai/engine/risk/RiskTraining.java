package io.reconai.engine.risk;

import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.RiskLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trains the risk model from generated data: the same seed gives the same model, to the last digit.
public final class RiskTraining {

    private static final double LAMBDA = 1.0;
    private static final int SELF_CHECKS = 20;

    /// A person's label counts as much as this many generated ones.
    private static final int LABEL_WEIGHT = 5;

    /// Fewer labels than this say more of chance than of those who gave them.
    public static final int FEWEST_LABELS = 50;

    /// One label in so many is kept back to measure by.
    private static final int KEPT_BACK = 5;

    private static final double EXPIRY_STEP = 10;

    /// A bar that a trained model has to reach before it is written.
    public record Gate(String name, double value, double limit, boolean atMost) {

        /// True when the bar is reached.
        public boolean holds() {
            return atMost ? value <= limit : value >= limit;
        }
    }

    /// Everything a training has to say.
    ///
    /// @param labels people's own among the rows it was trained on
    /// @param violations single steps towards more risk that lowered the score, of `steps` tried
    /// @param pointsPerStep of each feature in the order of [Feature], near the baseline
    /// @param seedAccuracy of levels by the literal recipe this project began with, on the same rows
    public record Report(
            RiskModel model,
            int labels,
            Metrics metrics,
            List<Double> classShare,
            int steps,
            int violations,
            double objective,
            List<Double> pointsPerStep,
            double seedAccuracy,
            List<Gate> gates) {

        /// True when the model may be written.
        public boolean isGood() {
            return gates.stream().allMatch(Gate::holds);
        }
    }

    /// What people's own labels change: both models are measured on the same generated rows, and on the same labels
    /// that neither was trained on.
    ///
    /// @param keptBack how many labels that are
    public record Retraining(Report before, Report after, int keptBack, Metrics labelsBefore, Metrics labelsAfter) {}

    private RiskTraining() {}

    /// Generates `rows` rows, trains on the first four fifths and measures on the rest.
    public static Report train(int rows, long seed, Instant trainedAt) {
        return train(rows, seed, trainedAt, List.of());
    }

    /// Trains without people's labels and with them, four of five; the fifth are kept back to measure by.
    ///
    /// @throws IllegalArgumentException when there are fewer labels than [#FEWEST_LABELS]
    public static Retraining retrain(int rows, long seed, Instant trainedAt, List<Label> labels) {
        if (labels.size() < FEWEST_LABELS) {
            throw new IllegalArgumentException(
                    "at least " + FEWEST_LABELS + " labels are needed, not " + labels.size());
        }
        var taught = new ArrayList<Label>();
        var keptBack = new ArrayList<Label>();
        for (var i = 0; i < labels.size(); i++) {
            (i % KEPT_BACK == KEPT_BACK - 1 ? keptBack : taught).add(labels.get(i));
        }
        var before = train(rows, seed, trainedAt);
        var after = train(rows, seed, trainedAt, taught);
        return new Retraining(
                before, after, keptBack.size(), measure(before.model(), keptBack), measure(after.model(), keptBack));
    }

    private static Metrics measure(RiskModel model, List<Label> labels) {
        return measure(
                model,
                labels.stream().map(Label::row).toArray(double[][]::new),
                labels.stream().mapToInt(label -> label.level().ordinal()).toArray());
    }

    private static Report train(int rows, long seed, Instant trainedAt, List<Label> labels) {
        var data = TrainingData.generate(rows, seed);
        var split = rows * 4 / 5;
        var scaler = Scaler.fit(Arrays.copyOf(data.rows(), split));
        var scaled = scaler.apply(data.rows());
        var directions =
                Arrays.stream(Feature.values()).mapToInt(Feature::direction).toArray();
        var fit = new OrdinalFit(
                withRows(Arrays.copyOf(scaled, split), scaler, labels),
                withLevels(Arrays.copyOf(data.labels(), split), labels),
                directions,
                LAMBDA);
        var result = fit.fit(fit.usualStart());
        var id = LocalDate.ofInstant(trainedAt, ZoneOffset.UTC) + "-seed" + seed
                + (labels.isEmpty() ? "" : "-labels" + labels.size());
        var model = new RiskModel(
                id, list(scaler.mean()), list(scaler.scale()), list(result.weight()), list(result.theta()));
        var testRows = Arrays.copyOfRange(data.rows(), split, rows);
        var testLabels = Arrays.copyOfRange(data.labels(), split, rows);
        var metrics = measure(model, testRows, testLabels);
        var monotone = monotone(model, testRows);
        return new Report(
                model,
                labels.size(),
                metrics,
                shares(data.labels()),
                monotone[0],
                monotone[1],
                result.objective(),
                pointsPerStep(model),
                seedAccuracy(scaled, data.labels(), split),
                gates(metrics, monotone[1]));
    }

    /// The scaler stays the generated rows': labels shall move weights, not units.
    private static double[][] withRows(double[][] generated, Scaler scaler, List<Label> labels) {
        var own = scaler.apply(labels.stream().map(Label::row).toArray(double[][]::new));
        var all = new ArrayList<>(Arrays.asList(generated));
        for (var i = 0; i < LABEL_WEIGHT; i++) {
            all.addAll(Arrays.asList(own));
        }
        return all.toArray(double[][]::new);
    }

    private static int[] withLevels(int[] generated, List<Label> labels) {
        var own = labels.stream().mapToInt(label -> label.level().ordinal()).toArray();
        var all = Arrays.copyOf(generated, generated.length + LABEL_WEIGHT * own.length);
        for (var i = 0; i < LABEL_WEIGHT; i++) {
            System.arraycopy(own, 0, all, generated.length + i * own.length, own.length);
        }
        return all;
    }

    /// Writes the model's file.
    ///
    /// @throws IOException when it cannot be written, or when a gate does not hold: then nothing is written
    public static void write(Report report, int rows, long seed, Instant trainedAt, Path file) throws IOException {
        if (!report.isGood()) {
            throw new IOException("the model is not good enough to be written");
        }
        Files.writeString(file, text(report, rows, seed, trainedAt), StandardCharsets.UTF_8);
    }

    static String text(Report report, int rows, long seed, Instant trainedAt) {
        var facts = Json.mapper().createObjectNode();
        facts.put("trained_at", trainedAt.toString()).put("seed", seed).put("rows", rows);
        var own = report.labels() == 0 ? "" : " and " + report.labels() + " labels of its users";
        facts.put("data", "synthetic policy v1" + own).put("lambda", LAMBDA);
        facts.putArray("scores").add(0).add(31).add(61).add(86).add(100);
        var levels = facts.putArray("levels");
        for (var level : RiskLevel.values()) {
            levels.add(level.name().toLowerCase(java.util.Locale.ROOT));
        }
        facts.set("metrics", Json.mapper().valueToTree(report.metrics()));
        var data = TrainingData.generate(SELF_CHECKS, seed + 1);
        return ModelFile.write(report.model(), facts, List.of(data.rows()));
    }

    private static Metrics measure(RiskModel model, double[][] rows, int[] labels) {
        var probabilities = new double[rows.length][];
        var assigned = new int[rows.length];
        for (var i = 0; i < rows.length; i++) {
            var host = FeatureVector.of(rows[i]);
            probabilities[i] = model.probabilities(host);
            assigned[i] = level(model.exactScore(host));
        }
        return Metrics.of(probabilities, assigned, labels);
    }

    private static int level(double exact) {
        return RiskLevel.of((int) Math.floor(exact + 1e-9)).ordinal();
    }

    /// One step towards more risk in one feature must not lower the score: tries every row and feature.
    private static int[] monotone(RiskModel model, double[][] rows) {
        var tried = 0;
        var violations = 0;
        for (var row : rows) {
            var score = model.exactScore(FeatureVector.of(row));
            for (var feature : Feature.values()) {
                var worse = row.clone();
                var i = feature.ordinal();
                worse[i] += feature.direction() * (feature == Feature.SSL_DAYS_UNTIL_EXPIRY ? EXPIRY_STEP : 1);
                if (feature.clamp(worse[i]) == worse[i]) {
                    tried++;
                    violations += model.exactScore(FeatureVector.of(worse)) < score - 1e-9 ? 1 : 0;
                }
            }
        }
        return new int[] {tried, violations};
    }

    private static double seedAccuracy(double[][] scaled, int[] labels, int split) {
        var high = new boolean[split];
        for (var i = 0; i < split; i++) {
            high[i] = labels[i] >= RiskLevel.HIGH.ordinal();
        }
        var model = SeedModel.fit(Arrays.copyOf(scaled, split), high);
        var right = 0;
        for (var i = split; i < labels.length; i++) {
            right += RiskLevel.of((int) (100 * model.probability(scaled[i]))).ordinal() == labels[i] ? 1 : 0;
        }
        return (double) right / (labels.length - split);
    }

    private static List<Double> pointsPerStep(RiskModel model) {
        var points = new ArrayList<Double>();
        for (var feature : Feature.values()) {
            var i = feature.ordinal();
            points.add(model.weight().get(i) / model.scale().get(i) * model.slopeAtBaseline());
        }
        return points;
    }

    private static List<Double> shares(int[] labels) {
        var shares = new ArrayList<Double>();
        for (var level : RiskLevel.values()) {
            var count = Arrays.stream(labels)
                    .filter(label -> label == level.ordinal())
                    .count();
            shares.add((double) count / labels.length);
        }
        return shares;
    }

    private static List<Gate> gates(Metrics metrics, int violations) {
        return List.of(
                new Gate("accuracy", metrics.accuracy(), 0.85, false),
                new Gate("macro F1", metrics.macroF1(), 0.80, false),
                new Gate("Brier score, four levels", metrics.brier(), 0.20, true),
                new Gate("ranked probability score", metrics.rankedProbabilityScore(), 0.04, true),
                new Gate("Brier score, high or worse", metrics.brierHighOrWorse(), 0.03, true),
                new Gate("calibration error of the level", metrics.calibrationOfLevel(), 0.05, true),
                new Gate("calibration error, high or worse", metrics.calibrationOfHigh(), 0.05, true),
                new Gate("rows off by two levels, of 1,000", 1000.0 * metrics.offByTwo() / metrics.rows(), 5, true),
                new Gate("steps to more risk that lower the score", violations, 0, true));
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
