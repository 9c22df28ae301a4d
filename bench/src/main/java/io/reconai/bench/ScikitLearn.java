package io.reconai.bench;

import io.reconai.engine.risk.Feature;
import io.reconai.engine.risk.FeatureVector;
import io.reconai.engine.risk.RiskScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The same hosts scored by scikit-learn, which is what many would take: `scikit_learn_scores.py`, one thread.
///
/// It learns levels that our model gave to rows drawn at random; what it learnt does not change how fast it is. It says
/// no more than how likely each level is, where our model gives the share of each feature as well.
final class ScikitLearn {

    private static final int TRAINING_ROWS = 4_000;
    private static final long SEED = 42;

    /// More threads would be more cores, and the figures are those of one.
    private static final List<String> ONE_THREAD =
            List.of("OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "MKL_NUM_THREADS=1");

    private ScikitLearn() {}

    /// Prints two rows of the table of [JudgeBenchmark]; says so where there is no Python for it.
    static void compare(String file, List<FeatureVector> hosts, RiskScorer scorer, Duration time)
            throws IOException, InterruptedException {
        var python = System.getenv("RECONAI_BENCH_PYTHON");
        if (python == null) {
            System.out.printf(
                    "| %s | scored by scikit-learn | not measured: RECONAI_BENCH_PYTHON names no Python with it | |%n",
                    file);
            return;
        }
        var folder = Files.createTempDirectory("reconai-scikit-learn");
        var script = script(folder);
        var training = Files.write(folder.resolve("training.csv"), training(scorer));
        var rows = hosts.stream().map(ScikitLearn::row).toList();
        var scored = Files.write(folder.resolve("hosts.csv"), rows);
        var command = new ArrayList<>(List.of("env"));
        command.addAll(ONE_THREAD);
        command.addAll(List.of(
                python, script.toString(), training.toString(), scored.toString(), String.valueOf(time.toSeconds())));
        try (var run = Timed.start(command, folder).end()) {
            var said = run.output().lines().toList();
            if (said.size() != 3) {
                throw new IOException("scikit-learn failed: " + Files.readString(folder.resolve("errors")));
            }
            print(file, said.get(0) + ", one at a time", Double.parseDouble(said.get(1)));
            print(file, said.get(0) + ", 10,000 at once", Double.parseDouble(said.get(2)));
        }
        for (var left : List.of(script, training, scored, folder.resolve("errors"), folder)) {
            Files.delete(left);
        }
    }

    private static void print(String file, String how, double seconds) {
        System.out.printf(
                "| %s | scored by scikit-learn %s | %,.1f | %,.0f |%n", file, how, seconds * 1e6, 1 / seconds);
    }

    private static Path script(Path folder) throws IOException {
        try (var in = ScikitLearn.class.getResourceAsStream("scikit_learn_scores.py")) {
            if (in == null) {
                throw new IllegalStateException("scikit_learn_scores.py is missing from the build");
            }
            return Files.write(folder.resolve("scikit_learn_scores.py"), in.readAllBytes());
        }
    }

    /// Rows within what the model knows, each with the level that it gives.
    private static List<String> training(RiskScorer scorer) {
        var random = new Random(SEED);
        return Stream.generate(() -> random(random))
                .limit(TRAINING_ROWS)
                .map(host -> row(host) + ","
                        + scorer.score(host, Optional.empty()).level().ordinal())
                .toList();
    }

    private static FeatureVector random(Random random) {
        var values = new EnumMap<Feature, Double>(Feature.class);
        for (var feature : Feature.values()) {
            var range = feature.most() - feature.least();
            values.put(feature, feature.least() + random.nextInt((int) range + 1));
        }
        return FeatureVector.of(values);
    }

    /// The eleven values; the baseline's where one is unknown, as our model has it.
    private static String row(FeatureVector host) {
        return Stream.of(Feature.values())
                .map(feature -> String.valueOf(host.value(feature).orElse(feature.baseline())))
                .collect(Collectors.joining(","));
    }
}
