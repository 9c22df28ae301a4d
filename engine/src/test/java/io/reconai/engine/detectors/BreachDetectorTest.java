package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.LeakedAccounts;
import io.reconai.engine.risk.Feature;
import io.reconai.engine.risk.RiskFeatures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Leaks become findings by their age, and the feature of the risk model by theirs.
class BreachDetectorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final DomainName DOMAIN = new DomainName("acme.test");

    private static Evidence evidence(@Nullable BreachHistory history) {
        return Evidence.builder("s", ScanMode.PASSIVE, Host.of(DOMAIN, DOMAIN), NOW)
                .breachHistory(history)
                .build();
    }

    private static Evidence with(List<Breach> breaches, @Nullable LeakedAccounts accounts) {
        return evidence(new BreachHistory("acme.test", "hibp", breaches, accounts));
    }

    private static Breach breach(@Nullable LocalDate date, String... kinds) {
        return new Breach("Forum", date, List.of(kinds), 7L, true);
    }

    private static List<Finding> found(Evidence evidence) {
        return new BreachDetector().detect(evidence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        last year                       | 2025-03-01 | medium | 1
        three years ago to the day      | 2023-03-01 | medium | 1
        a day more than three years ago | 2023-02-28 | info   | 1
        five years ago to the day       | 2021-03-01 | info   | 1
        a day more than five years ago  | 2021-02-28 | info   | 0
        nobody says when                |            | info   | 0
        """)
    void byItsAge(String why, @Nullable LocalDate date, String severity, double counted) {
        var evidence = with(List.of(breach(date, "Passwords")), null);
        assertThat(found(evidence)).singleElement().satisfies(finding -> {
            assertThat(finding.checkId()).isEqualTo("breach.site");
            assertThat(finding.severity().name()).isEqualToIgnoringCase(severity);
            assertThat(finding.location()).isEqualTo("Forum");
            assertThat(finding.verified()).isFalse();
            assertThat(Json.mapper()
                            .valueToTree(evidence)
                            .at(finding.evidence().getFirst().pointer())
                            .path("name")
                            .asText())
                    .isEqualTo("Forum");
        });
        assertThat(count(evidence)).isEqualTo(OptionalDouble.of(counted));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        passwords, two years ago to the day | 3 | 2024-03-01 | passwords       | medium
        passwords, older                    | 3 | 2024-02-29 | Passwords       | low
        recent, and no passwords            | 3 | 2026-01-01 | Email addresses | low
        recent, hints are no passwords      | 3 | 2026-01-01 | Password hints  | low
        no address                          | 0 | 2026-01-01 | Passwords       |
        """)
    void addressesInLeaksOfOthers(String why, int addresses, LocalDate date, String kind, @Nullable String severity) {
        var evidence = with(List.of(), new LeakedAccounts(addresses, List.of(breach(date, kind))));
        assertThat(found(evidence))
                .extracting(finding ->
                        finding.checkId() + " " + finding.severity().name().toLowerCase(java.util.Locale.ROOT))
                .containsExactlyElementsOf(severity == null ? List.of() : List.of("breach.accounts " + severity));
        assertThat(count(evidence)).as("others' leaks are not the domain's").isEqualTo(OptionalDouble.of(0));
    }

    @Test
    void nothingIsSaidWhereNobodyWasAsked() {
        assertThat(found(evidence(null))).isEmpty();
        assertThat(count(evidence(null))).isEmpty();
    }

    @Test
    void aCleanRecordIsZeroAndNoFinding() {
        assertThat(found(with(List.of(), null))).isEmpty();
        assertThat(count(with(List.of(), null))).isEqualTo(OptionalDouble.of(0));
    }

    private static OptionalDouble count(Evidence evidence) {
        return RiskFeatures.of(evidence, List.of()).value(Feature.BREACH_HISTORY_COUNT);
    }
}
