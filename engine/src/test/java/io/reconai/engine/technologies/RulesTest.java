package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.technologies.SampleTable.Sample;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule against what it is for and against what only looks like it.
class RulesTest {

    private static final Rulebook RULES = Rulebook.shipped();

    /// Signals that a page can show thousands of times: each rule of theirs needs a literal to be told apart by.
    private static final Set<Signal> FREQUENT =
            Set.of(Signal.SCRIPT, Signal.LOAD, Signal.ANCHOR, Signal.INLINE, Signal.COMMENT);

    static List<Sample> samples() {
        return SampleTable.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recognisesTheRealOneOnly(Sample sample) {
        var hits = hits(sample.product(), sample.positive());
        assertThat(hits).as("shows it").isNotEmpty();
        assertThat(hits.stream().flatMap(hit -> hit.versions().stream()).distinct())
                .as("version")
                .containsExactlyElementsOf(sample.version().isEmpty() ? List.of() : List.of(sample.version()));
        assertThat(hits(sample.product(), sample.negative()))
                .as("only looks like it")
                .isEmpty();
    }

    @Test
    void everyRuleHasASample() {
        var seen = new LinkedHashSet<Rule>();
        SampleTable.all().forEach(sample -> hits(sample.product(), sample.positive()).stream()
                .map(Hits.Hit::rule)
                .forEach(seen::add));
        assertThat(RULES.rules().stream().filter(rule -> !seen.contains(rule)).map(Rule::toString))
                .isEmpty();
    }

    @Test
    void everyPatternCanBeReadAndHasNoGroupButTheVersion() {
        assertThat(RULES.rules())
                .allSatisfy(
                        rule -> assertThat(rule.pattern().get().groupCount()).isEqualTo(rule.tellsVersion() ? 1 : 0));
    }

    @Test
    void everyProductHasARuleOrIsImplied() {
        var told = new LinkedHashSet<String>();
        RULES.rules().forEach(rule -> told.add(rule.product().id()));
        RULES.products().forEach(product -> product.implies().forEach(implied -> told.add(implied.id())));
        assertThat(RULES.products()).allSatisfy(product -> assertThat(told).contains(product.id()));
    }

    @Test
    void frequentSignalsAreToldApartQuickly() {
        assertThat(RULES.rules().stream()
                        .filter(rule -> FREQUENT.contains(rule.signal()))
                        .filter(rule -> rule.literals().isEmpty()
                                || rule.literals().stream().anyMatch(literal -> literal.length() < 3))
                        .map(Rule::toString))
                .isEmpty();
    }

    /// A picture that two products share tells neither.
    @Test
    void anIconIsOfOneProduct() {
        assertThat(SampleTable.all())
                .filteredOn(sample -> sample.signal() == Signal.FAVICON)
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(hits(sample.positive()))
                        .extracting(hit -> hit.rule().product().id())
                        .containsExactly(sample.product()));
    }

    @Test
    void librariesAreThoseOfTheData() {
        var known = VulnerableLibraries.shipped().names();
        assertThat(RULES.names(Signal.LIBRARY))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    private static List<Hits.Hit> hits(String product, Observation seen) {
        return hits(seen).stream()
                .filter(hit -> hit.rule().product().id().equals(product))
                .toList();
    }

    private static List<Hits.Hit> hits(Observation seen) {
        var hits = new Hits(RULES, new WorkBudget());
        hits.compare(seen);
        return hits.all();
    }
}
