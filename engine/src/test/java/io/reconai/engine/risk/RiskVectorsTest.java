package io.reconai.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The shipped model against figures computed with scikit-learn and SciPy (risk-vectors.json), within 1e-4.
class RiskVectorsTest {

    private static final JsonNode VECTORS = vectors();
    private static final double TOLERANCE = 1e-4;
    private static final Instant TRAINED_AT = Instant.parse("2026-11-24T00:00:00Z");

    private static JsonNode vectors() {
        try (var in = RiskVectorsTest.class.getResourceAsStream("risk-vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(VECTORS.path("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresAsTheReference(JsonNode expected) {
        var known = new EnumMap<Feature, Double>(Feature.class);
        for (var feature : Feature.values()) {
            var value = expected.path("x").get(feature.ordinal());
            if (value.isNumber()) {
                known.put(feature, value.asDouble());
            }
        }
        var name = expected.path("name").asText();
        var score = RiskScorer.shipped().score(FeatureVector.of(known), Optional.empty());
        assertThat(score.exact()).as(name).isCloseTo(expected.path("score").asDouble(), offset(TOLERANCE));
        assertThat(score.score()).as(name).isEqualTo(expected.path("displayed").asInt());
        assertThat(score.level().name())
                .as(name)
                .isEqualToIgnoringCase(expected.path("level").asText());
        assertThat(score.base()).as(name).isCloseTo(expected.path("base").asDouble(), offset(TOLERANCE));
        assertThat(score.coverage())
                .as(name)
                .isCloseTo(expected.path("coverage").asDouble(), offset(TOLERANCE));
        assertThat(score.confidence())
                .as(name)
                .isCloseTo(expected.path("confidence").asDouble(), offset(TOLERANCE));
        var sum = score.base();
        for (var i = 0; i < score.contributions().size(); i++) {
            var points = score.contributions().get(i).points();
            assertThat(points)
                    .as(name + " " + score.contributions().get(i).feature())
                    .isCloseTo(expected.path("contributions").get(i).asDouble(), offset(TOLERANCE));
            sum += points;
        }
        assertThat(sum).as(name).isCloseTo(score.exact(), offset(1e-6));
    }

    @Test
    void trainingIsReproducibleAndAsGoodAsTheReference() {
        var rows = VECTORS.path("full").path("rows").asInt();
        var seed = VECTORS.path("full").path("seed").asLong();
        var first = RiskTraining.train(rows, seed, TRAINED_AT);
        var again = RiskTraining.train(rows, seed, TRAINED_AT);
        assertThat(RiskTraining.text(first, rows, seed, TRAINED_AT))
                .isEqualTo(RiskTraining.text(again, rows, seed, TRAINED_AT));
        assertThat(first.isGood()).isTrue();
        var metrics = VECTORS.path("full").path("metrics");
        assertThat(first.metrics().accuracy())
                .isCloseTo(metrics.path("accuracy").asDouble(), offset(TOLERANCE));
        assertThat(first.metrics().macroF1()).isCloseTo(metrics.path("macro_f1").asDouble(), offset(TOLERANCE));
    }

    @Test
    void moreExposureNeverLowersTheScore() {
        var random = new Random(7);
        var scorer = RiskScorer.shipped();
        for (var i = 0; i < 2_000; i++) {
            var host = new double[Feature.values().length];
            for (var feature : Feature.values()) {
                host[feature.ordinal()] =
                        Math.rint(feature.least() + random.nextDouble() * (feature.most() - feature.least()));
            }
            var before = scorer.score(FeatureVector.of(host), Optional.empty()).exact();
            for (var feature : List.of(Feature.values())) {
                var worse = host.clone();
                worse[feature.ordinal()] += feature.direction();
                assertThat(scorer.score(FeatureVector.of(worse), Optional.empty())
                                .exact())
                        .as(feature.key() + " of " + new ArrayList<>(List.of(host)))
                        .isGreaterThanOrEqualTo(before - 1e-9);
            }
        }
    }
}
