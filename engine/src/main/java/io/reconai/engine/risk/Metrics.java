package io.reconai.engine.risk;

import java.util.ArrayList;
import java.util.List;

/// How well predictions follow labels: the figures of the model card.
///
/// @param accuracy share of rows whose level is right
/// @param macroF1 mean over the levels of the harmonic mean of precision and recall
/// @param brier mean over rows of the squared differences of the four probabilities (0 to 2)
/// @param rankedProbabilityScore the same over cumulated probabilities, divided by 3
/// @param brierHighOrWorse squared difference for "high or worse"
/// @param calibrationOfLevel expected calibration error of the assigned level, ten equal bins
/// @param calibrationOfHigh the same for "high or worse"
/// @param offByTwo rows that are two levels off or more
/// @param confusion rows by true level, then by assigned level
/// @param reliability ten bins of "high or worse": mean probability, observed share, rows
public record Metrics(
        int rows,
        double accuracy,
        double macroF1,
        double brier,
        double rankedProbabilityScore,
        double brierHighOrWorse,
        double calibrationOfLevel,
        double calibrationOfHigh,
        int offByTwo,
        List<List<Integer>> confusion,
        List<Bin> reliability) {

    private static final int LEVELS = 4;
    private static final int BINS = 10;
    private static final int HIGH = 2;

    /// One bin of the reliability table.
    public record Bin(double probability, double observed, int rows) {}

    public Metrics {
        confusion = List.copyOf(confusion);
        reliability = List.copyOf(reliability);
    }

    static Metrics of(double[][] probabilities, int[] assigned, int[] labels) {
        var n = labels.length;
        var confusion = new int[LEVELS][LEVELS];
        var brier = 0.0;
        var ranked = 0.0;
        var brierHigh = 0.0;
        var level = new Calibration();
        var high = new Calibration();
        var offByTwo = 0;
        for (var i = 0; i < n; i++) {
            confusion[labels[i]][assigned[i]]++;
            brier += squares(probabilities[i], labels[i], false);
            ranked += squares(probabilities[i], labels[i], true) / 3;
            var atLeastHigh = probabilities[i][2] + probabilities[i][3];
            var isHigh = labels[i] >= HIGH;
            brierHigh += Math.pow(atLeastHigh - (isHigh ? 1 : 0), 2);
            level.add(probabilities[i][assigned[i]], assigned[i] == labels[i]);
            high.add(atLeastHigh, isHigh);
            offByTwo += Math.abs(assigned[i] - labels[i]) >= 2 ? 1 : 0;
        }
        return new Metrics(
                n,
                (double) trace(confusion) / n,
                macroF1(confusion),
                brier / n,
                ranked / n,
                brierHigh / n,
                level.error(),
                high.error(),
                offByTwo,
                lists(confusion),
                high.bins());
    }

    private static double squares(double[] probabilities, int label, boolean cumulated) {
        var sum = 0.0;
        var total = 0.0;
        var truth = 0.0;
        for (var k = 0; k < (cumulated ? LEVELS - 1 : LEVELS); k++) {
            total = cumulated ? total + probabilities[k] : probabilities[k];
            truth = cumulated ? (label <= k ? 1 : 0) : label == k ? 1 : 0;
            sum += Math.pow(total - truth, 2);
        }
        return sum;
    }

    private static int trace(int[][] confusion) {
        var sum = 0;
        for (var k = 0; k < LEVELS; k++) {
            sum += confusion[k][k];
        }
        return sum;
    }

    private static double macroF1(int[][] confusion) {
        var sum = 0.0;
        for (var k = 0; k < LEVELS; k++) {
            var assigned = 0;
            var actual = 0;
            for (var other = 0; other < LEVELS; other++) {
                assigned += confusion[other][k];
                actual += confusion[k][other];
            }
            sum += assigned + actual == 0 ? 0 : 2.0 * confusion[k][k] / (assigned + actual);
        }
        return sum / LEVELS;
    }

    private static List<List<Integer>> lists(int[][] table) {
        var lists = new ArrayList<List<Integer>>();
        for (var row : table) {
            lists.add(java.util.Arrays.stream(row).boxed().toList());
        }
        return lists;
    }

    /// Expected calibration error: the mean difference of what was claimed and what came, by bins of the claim.
    private static final class Calibration {
        private final double[] claimed = new double[BINS];
        private final double[] came = new double[BINS];
        private final int[] counts = new int[BINS];
        private int total;

        void add(double probability, boolean hit) {
            var bin = Math.min((int) (probability * BINS), BINS - 1);
            claimed[bin] += probability;
            came[bin] += hit ? 1 : 0;
            counts[bin]++;
            total++;
        }

        double error() {
            var error = 0.0;
            for (var bin = 0; bin < BINS; bin++) {
                if (counts[bin] > 0) {
                    error += Math.abs(claimed[bin] - came[bin]) / total;
                }
            }
            return error;
        }

        List<Bin> bins() {
            var bins = new ArrayList<Bin>();
            for (var bin = 0; bin < BINS; bin++) {
                if (counts[bin] > 0) {
                    bins.add(new Bin(claimed[bin] / counts[bin], came[bin] / counts[bin], counts[bin]));
                }
            }
            return bins;
        }
    }
}
