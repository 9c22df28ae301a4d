package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a training says of itself, and when its model is written.
class RiskTrainingTest {

    private static final int ROWS = 2_000;
    private static final long SEED = 5;
    private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
    private static final RiskTraining.Report REPORT = RiskTraining.train(ROWS, SEED, AT);

    @Test
    void itsFiguresAreThoseOfItsRows() {
        var labels = TrainingData.generate(ROWS, SEED).labels();
        for (var level = 0; level < 4; level++) {
            var wanted = level;
            var count = IntStream.of(labels).filter(label -> label == wanted).count();
            assertThat(REPORT.classShare().get(level)).isEqualTo(count / 2_000.0);
        }
        assertThat(REPORT.metrics().rows()).isEqualTo(400);
        assertThat(REPORT.violations()).isZero();
        assertThat(REPORT.seedAccuracy())
                .isBetween(0.60, 0.85)
                .isLessThan(REPORT.metrics().accuracy());
        assertThat(REPORT.model().id()).isEqualTo("2026-11-24-seed5");
    }

    /// A step counts where the feature has room for it: ten days of a certificate, one of everything else.
    @Test
    void everyStepThatThereIsRoomForIsTried() {
        var data = TrainingData.generate(ROWS, SEED);
        var steps = 0;
        for (var row : List.of(data.rows()).subList(ROWS * 4 / 5, ROWS)) {
            for (var feature : Feature.values()) {
                var step = feature == Feature.SSL_DAYS_UNTIL_EXPIRY ? 10 : 1;
                var then = row[feature.ordinal()] + feature.direction() * step;
                steps += then >= feature.least() && then <= feature.most() ? 1 : 0;
            }
        }
        assertThat(REPORT.steps()).isEqualTo(steps);
    }

    @Test
    void pointsPerStepAreTheScoresSlope() {
        var step = 1e-3;
        for (var feature : Feature.values()) {
            var values = new double[Feature.values().length];
            for (var each : Feature.values()) {
                values[each.ordinal()] = each.baseline();
            }
            var before = REPORT.model().exactScore(FeatureVector.of(values));
            var inwards = feature.baseline() < feature.most() ? step : -step;
            values[feature.ordinal()] += inwards;
            var after = REPORT.model().exactScore(FeatureVector.of(values));
            assertThat(REPORT.pointsPerStep().get(feature.ordinal()))
                    .as(feature.key())
                    .isCloseTo((after - before) / inwards, offset(1e-6));
        }
    }

    @Test
    void theGatesAreTheMetrics() {
        var metrics = REPORT.metrics();
        assertThat(REPORT.gates())
                .extracting(RiskTraining.Gate::value)
                .containsExactly(
                        metrics.accuracy(),
                        metrics.macroF1(),
                        metrics.brier(),
                        metrics.rankedProbabilityScore(),
                        metrics.brierHighOrWorse(),
                        metrics.calibrationOfLevel(),
                        metrics.calibrationOfHigh(),
                        1000.0 * metrics.offByTwo() / 400,
                        0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "0.85, 0.85, false, true",
        "0.84, 0.85, false, false",
        "0.86, 0.85, false, true",
        "0.20, 0.20, true, true",
        "0.21, 0.20, true, false",
        "0.19, 0.20, true, true",
    })
    void aGateHoldsAtItsLimit(double value, double limit, boolean atMost, boolean holds) {
        assertThat(new RiskTraining.Gate("gate", value, limit, atMost).holds()).isEqualTo(holds);
        var gates = List.of(
                new RiskTraining.Gate("good", 1, 0, false), new RiskTraining.Gate("gate", value, limit, atMost));
        assertThat(with(gates).isGood()).isEqualTo(holds);
    }

    private static RiskTraining.Report with(List<RiskTraining.Gate> gates) {
        return new RiskTraining.Report(
                REPORT.model(),
                REPORT.labels(),
                REPORT.metrics(),
                REPORT.classShare(),
                REPORT.steps(),
                REPORT.violations(),
                REPORT.objective(),
                REPORT.pointsPerStep(),
                REPORT.seedAccuracy(),
                gates);
    }

    @Test
    void onlyAGoodModelIsWritten(@TempDir Path folder) throws Exception {
        var file = folder.resolve("model.json");
        var bad = with(List.of(new RiskTraining.Gate("bad", 0, 1, false)));
        assertThatThrownBy(() -> RiskTraining.write(bad, ROWS, SEED, AT, file)).isInstanceOf(IOException.class);
        assertThat(file).doesNotExist();
        var good = with(List.of());
        RiskTraining.write(good, ROWS, SEED, AT, file);
        var text = Files.readString(file);
        assertThat(text).isEqualTo(RiskTraining.text(good, ROWS, SEED, AT));
        assertThat(ModelFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(REPORT.model());
        assertThat(text).contains("\"seed\" : 5", "\"rows\" : 2000", "\"levels\" : [ \"low\", \"medium\"");
    }
}
