package io.reconai.engine.risk;

import java.util.Arrays;

/// Fits the proportional-odds model: minimises Σ −ln P(y) + (λ/2)‖w‖² with each weight's sign bound and rising borders.
///
/// The problem is convex, so any method reaches the same point; this is a projected Newton method: weights at their
/// bound that would move beyond it are held, the Newton step is taken in the rest, and a step that does not improve is
/// halved. The borders are θ₁, θ₂−θ₁ and θ₃−θ₂. Fourteen variables, some twenty steps over 4,000 rows.
final class OrdinalFit {

    private static final int BORDERS = 3;
    private static final int MAX_STEPS = 200;
    private static final double LEAST_GAP = 1e-6;
    private static final double DONE = 1e-9;

    /// @param weight of each scaled feature
    /// @param theta the three borders
    /// @param objective the minimised sum
    record Result(double[] weight, double[] theta, double objective) {}

    private final double[][] rows;
    private final int[] labels;
    private final int[] direction;
    private final double lambda;
    private final int features;

    /// @param rows scaled
    OrdinalFit(double[][] rows, int[] labels, int[] direction, double lambda) {
        this.rows = rows;
        this.labels = labels;
        this.direction = direction;
        this.lambda = lambda;
        features = direction.length;
    }

    Result fit(double[] start) {
        var p = project(start);
        for (var step = 0; step < MAX_STEPS; step++) {
            var gradient = new double[p.length];
            var hessian = new double[p.length][p.length];
            var value = evaluate(p, gradient, hessian);
            var free = free(p, gradient);
            if (largest(gradient, free) < DONE) {
                break;
            }
            var next = lineSearch(p, value, newtonStep(gradient, hessian, free));
            if (Arrays.equals(next, p)) {
                break;
            }
            p = next;
        }
        return new Result(Arrays.copyOf(p, features), theta(p), evaluate(p, new double[p.length], null));
    }

    /// A start inside the bounds: no weights, borders one apart.
    double[] usualStart() {
        var start = new double[features + BORDERS];
        start[features] = -1;
        start[features + 1] = 1;
        start[features + 2] = 1;
        return start;
    }

    private double[] lineSearch(double[] p, double value, double[] step) {
        for (var size = 1.0; size > 1e-12; size /= 2) {
            var candidate = new double[p.length];
            for (var i = 0; i < p.length; i++) {
                candidate[i] = p[i] + size * step[i];
            }
            candidate = project(candidate);
            if (evaluate(candidate, new double[p.length], null) < value) {
                return candidate;
            }
        }
        return p;
    }

    private double[] project(double[] p) {
        var result = p.clone();
        for (var j = 0; j < features; j++) {
            result[j] = direction[j] > 0 ? Math.max(0, p[j]) : Math.min(0, p[j]);
        }
        for (var k = 1; k < BORDERS; k++) {
            result[features + k] = Math.max(LEAST_GAP, p[features + k]);
        }
        return result;
    }

    /// Which variables may move: not those at a bound that the gradient pushes against.
    private boolean[] free(double[] p, double[] gradient) {
        var free = new boolean[p.length];
        for (var j = 0; j < p.length; j++) {
            var atBound = j < features ? p[j] == 0 : j > features && p[j] <= LEAST_GAP;
            var inward = j < features ? -gradient[j] * direction[j] > 0 : -gradient[j] > 0;
            free[j] = !atBound || inward;
        }
        return free;
    }

    private static double largest(double[] gradient, boolean[] free) {
        var largest = 0.0;
        for (var j = 0; j < gradient.length; j++) {
            largest = free[j] ? Math.max(largest, Math.abs(gradient[j])) : largest;
        }
        return largest;
    }

    private static double[] newtonStep(double[] gradient, double[][] hessian, boolean[] free) {
        var n = gradient.length;
        var matrix = new double[n][n + 1];
        for (var i = 0; i < n; i++) {
            for (var j = 0; j < n; j++) {
                matrix[i][j] = free[i] && free[j] ? hessian[i][j] : i == j ? 1 : 0;
            }
            matrix[i][n] = free[i] ? -gradient[i] : 0;
        }
        return solve(matrix);
    }

    /// Gaussian elimination with pivoting; the last column is the right-hand side.
    static double[] solve(double[][] matrix) {
        var n = matrix.length;
        for (var column = 0; column < n; column++) {
            var pivot = column;
            for (var row = column + 1; row < n; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            var swap = matrix[pivot];
            matrix[pivot] = matrix[column];
            matrix[column] = swap;
            for (var row = column + 1; row < n; row++) {
                var factor = matrix[row][column] / matrix[column][column];
                for (var k = column; k <= n; k++) {
                    matrix[row][k] -= factor * matrix[column][k];
                }
            }
        }
        var solution = new double[n];
        for (var row = n - 1; row >= 0; row--) {
            var sum = matrix[row][n];
            for (var k = row + 1; k < n; k++) {
                sum -= matrix[row][k] * solution[k];
            }
            solution[row] = sum / matrix[row][row];
        }
        return solution;
    }

    private double[] theta(double[] p) {
        return new double[] {p[features], p[features] + p[features + 1], p[features] + p[features + 1] + p[features + 2]
        };
    }

    /// The objective; fills the gradient, and the Hessian when one is given.
    private double evaluate(double[] p, double[] gradient, double @org.jspecify.annotations.Nullable [][] hessian) {
        var theta = theta(p);
        var value = 0.0;
        for (var i = 0; i < rows.length; i++) {
            value += addRow(rows[i], labels[i], p, theta, gradient, hessian);
        }
        for (var j = 0; j < features; j++) {
            value += lambda / 2 * p[j] * p[j];
            gradient[j] += lambda * p[j];
            if (hessian != null) {
                hessian[j][j] += lambda;
            }
        }
        return value;
    }

    /// With A = P(level ≥ own) and C = P(level ≥ next): P = A − C; both depend on η and one border each.
    private double addRow(
            double[] row,
            int label,
            double[] p,
            double[] theta,
            double[] gradient,
            double @org.jspecify.annotations.Nullable [][] hessian) {
        var eta = 0.0;
        for (var j = 0; j < features; j++) {
            eta += p[j] * row[j];
        }
        var a = label == 0 ? 1.0 : RiskModel.sigmoid(eta - theta[label - 1]);
        var c = label == BORDERS ? 0.0 : RiskModel.sigmoid(eta - theta[label]);
        var probability = Math.max(a - c, 1e-300);
        var slopeA = a * (1 - a);
        var slopeC = c * (1 - c);
        var byA = -slopeA / probability;
        var byC = slopeC / probability;
        var towardsA = new double[p.length];
        var towardsC = new double[p.length];
        for (var j = 0; j < features; j++) {
            towardsA[j] = row[j];
            towardsC[j] = row[j];
        }
        for (var k = 0; k < BORDERS; k++) {
            towardsA[features + k] = label > 0 && k <= label - 1 ? -1 : 0;
            towardsC[features + k] = label < BORDERS && k <= label ? -1 : 0;
        }
        for (var j = 0; j < p.length; j++) {
            gradient[j] += byA * towardsA[j] + byC * towardsC[j];
        }
        if (hessian != null) {
            var aa = -slopeA * (1 - 2 * a) / probability + byA * byA;
            var cc = slopeC * (1 - 2 * c) / probability + byC * byC;
            var ac = byA * byC;
            for (var i = 0; i < p.length; i++) {
                for (var j = 0; j < p.length; j++) {
                    hessian[i][j] += aa * towardsA[i] * towardsA[j]
                            + cc * towardsC[i] * towardsC[j]
                            + ac * (towardsA[i] * towardsC[j] + towardsC[i] * towardsA[j]);
                }
            }
        }
        return -Math.log(probability);
    }
}
