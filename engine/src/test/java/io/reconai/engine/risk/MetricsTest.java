package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The figures, against what they come to by hand.
class MetricsTest {

    private static final double EXACT = 1e-12;

    /// Four rows: two right, one off by one level, one off by two.
    private static final double[][] PROBABILITIES = {
        {0.7, 0.2, 0.1, 0.0}, {0.1, 0.6, 0.2, 0.1}, {0.0, 0.1, 0.3, 0.6}, {0.5, 0.3, 0.2, 0.0}
    };

    private final Metrics metrics = Metrics.of(PROBABILITIES, new int[] {0, 1, 3, 0}, new int[] {0, 1, 2, 2});

    @Test
    void sharesOfWhatIsRight() {
        assertThat(metrics.rows()).isEqualTo(4);
        assertThat(metrics.accuracy()).isEqualTo(0.5);
        assertThat(metrics.offByTwo()).isEqualTo(1);
        assertThat(metrics.confusion())
                .isEqualTo(List.of(List.of(1, 0, 0, 0), List.of(0, 1, 0, 0), List.of(1, 0, 0, 1), List.of(0, 0, 0, 0)));
        // Low: 2·1/(2+1); medium: 1; high: none was assigned; critical: none is.
        assertThat(metrics.macroF1()).isCloseTo((2.0 / 3 + 1 + 0 + 0) / 4, offset(EXACT));
    }

    @Test
    void squaresOfWhatWasClaimed() {
        // Row by row: (0.3² + 0.2² + 0.1²), (0.1² + 0.4² + 0.2² + 0.1²), (0.1² + 0.7² + 0.6²), (0.5² + 0.3² + 0.8²).
        assertThat(metrics.brier()).isCloseTo((0.14 + 0.22 + 0.86 + 0.98) / 4, offset(EXACT));
        // Cumulated: (0.3² + 0.1²), (0.1² + 0.3² + 0.1²), (0.1² + 0.6²), (0.5² + 0.8²), each over three.
        assertThat(metrics.rankedProbabilityScore()).isCloseTo((0.10 + 0.11 + 0.37 + 0.89) / 12, offset(EXACT));
        // High or worse: 0.1, 0.3, 0.9, 0.2 against 0, 0, 1, 1.
        assertThat(metrics.brierHighOrWorse()).isCloseTo((0.01 + 0.09 + 0.01 + 0.64) / 4, offset(EXACT));
    }

    @Test
    void whatWasClaimedAgainstWhatCame() {
        // Claims 0.7 hit, 0.6 hit and 0.6 missed in one bin, 0.5 missed.
        assertThat(metrics.calibrationOfLevel()).isCloseTo((0.3 + 0.2 + 0.5) / 4, offset(EXACT));
        assertThat(metrics.calibrationOfHigh()).isCloseTo((0.1 + 0.3 + 0.1 + 0.8) / 4, offset(EXACT));
        assertThat(metrics.reliability())
                .extracting(bin ->
                        String.format(Locale.ROOT, "%.1f %.1f %d", bin.probability(), bin.observed(), bin.rows()))
                .containsExactly("0.1 0.0 1", "0.2 1.0 1", "0.3 0.0 1", "0.9 1.0 1");
    }

    @Test
    void certaintyIsInTheLastBin() {
        var sure = new double[][] {{0, 0, 0, 1}, {0, 0, 0.95, 0.0}};
        var seen = Metrics.of(sure, new int[] {3, 2}, new int[] {3, 2});
        assertThat(seen.reliability()).extracting(Metrics.Bin::rows).containsExactly(2);
        assertThat(seen.calibrationOfHigh()).isCloseTo(0.025, offset(EXACT));
        assertThat(seen.accuracy()).isEqualTo(1);
    }
}
