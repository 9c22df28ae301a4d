package io.reconai.engine.risk;

/// The literal recipe that this project began with: plain logistic regression for "high or worse", score 100·p.
///
/// L2 with C = 1, the intercept not penalised, fitted by Newton's method. Kept for comparison (`reconai train --model
/// seed`): as a predictor of levels it is right for some 72 of 100 rows, which is why it is not shipped.
final class SeedModel {

    private static final int MAX_STEPS = 100;
    private static final double DONE = 1e-10;

    /// @param weight of each scaled feature
    record Result(double[] weight, double intercept) {

        double probability(double[] row) {
            var eta = intercept;
            for (var j = 0; j < weight.length; j++) {
                eta += weight[j] * row[j];
            }
            return RiskModel.sigmoid(eta);
        }
    }

    private SeedModel() {}

    /// @param rows scaled
    static Result fit(double[][] rows, boolean[] labels) {
        var n = rows[0].length;
        var p = new double[n + 1];
        for (var step = 0; step < MAX_STEPS; step++) {
            var matrix = new double[n + 1][n + 2];
            for (var i = 0; i < rows.length; i++) {
                addRow(rows[i], labels[i], p, matrix);
            }
            var largest = 0.0;
            for (var j = 0; j <= n; j++) {
                if (j < n) {
                    matrix[j][j] += 1;
                    matrix[j][n + 1] -= p[j];
                }
                largest = Math.max(largest, Math.abs(matrix[j][n + 1]));
            }
            if (largest < DONE) {
                break;
            }
            var change = OrdinalFit.solve(matrix);
            for (var j = 0; j <= n; j++) {
                p[j] += change[j];
            }
        }
        return new Result(java.util.Arrays.copyOf(p, n), p[n]);
    }

    /// Adds a row to the Hessian, and its negative gradient to the last column.
    private static void addRow(double[] row, boolean label, double[] p, double[][] matrix) {
        var n = row.length;
        var eta = p[n];
        for (var j = 0; j < n; j++) {
            eta += p[j] * row[j];
        }
        var probability = RiskModel.sigmoid(eta);
        var slope = probability * (1 - probability);
        var error = (label ? 1 : 0) - probability;
        for (var i = 0; i <= n; i++) {
            var xi = i < n ? row[i] : 1;
            for (var j = 0; j <= n; j++) {
                matrix[i][j] += slope * xi * (j < n ? row[j] : 1);
            }
            matrix[i][n + 1] += error * xi;
        }
    }
}
