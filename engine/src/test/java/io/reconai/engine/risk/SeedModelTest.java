package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The fit is where its objective has no slope, and predictions follow from it.
class SeedModelTest {

    private static final double EXACT = 1e-7;

    @Test
    void theFitIsWhereTheObjectiveIsLevel() {
        var random = new Random(11);
        var rows = new double[80][3];
        var labels = new boolean[80];
        for (var i = 0; i < rows.length; i++) {
            for (var j = 0; j < 3; j++) {
                rows[i][j] = random.nextGaussian() * (j + 1);
            }
            labels[i] = rows[i][0] - 0.5 * rows[i][1] + 0.3 + random.nextGaussian() > 0;
        }
        var result = SeedModel.fit(rows, labels);
        // The sum of the errors is zero, since the intercept is free; each weight balances its own errors.
        var slope = new double[4];
        for (var i = 0; i < rows.length; i++) {
            var eta = result.intercept();
            for (var j = 0; j < 3; j++) {
                eta += result.weight()[j] * rows[i][j];
            }
            var error = (labels[i] ? 1 : 0) - 1 / (1 + Math.exp(-eta));
            slope[3] += error;
            for (var j = 0; j < 3; j++) {
                slope[j] += error * rows[i][j];
            }
        }
        for (var j = 0; j < 3; j++) {
            assertThat(slope[j]).isCloseTo(result.weight()[j], offset(EXACT));
        }
        assertThat(slope[3]).isCloseTo(0, offset(EXACT));
        assertThat(result.weight()[0]).isPositive();
        assertThat(result.weight()[1]).isNegative();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.622459331",
        "1, 0, 0.924141820",
        "0, 1, 0.268941421",
        "2, -1, 0.997527377",
        "-1, 1, 0.047425873"
    })
    void predicts(double first, double second, double expected) {
        var result = new SeedModel.Result(new double[] {2, -1.5}, 0.5);
        assertThat(result.probability(new double[] {first, second})).isCloseTo(expected, offset(1e-8));
    }
}
