package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes of what is remembered is what comes of trying all signs on it anew.
class TrialsTest {

    private static final Rulebook RULES = Rulebook.of("""
            shop | Shop | panel
              meta generator 90 ^Shop(?: {version})?
              comment 60 made by shop/{version}
              error 70 shop error
            any | Any | panel
              title 90 .
              comment 50 [a-z]
            """);

    private static final ExtractorIndex LIBRARIES =
            VulnerableLibraries.shipped().extractors();
    private static final List<PageContent.Shown> SHOP = List.of(
            shown(Signal.META, "generator", "Shop 2.1"),
            shown(Signal.COMMENT, "", "made by shop/2.2"),
            shown(Signal.COMMENT, "", "made by shop/2.3"),
            shown(Signal.COMMENT, "", "made by shop/2.4" + ", and made by shop/2.5".repeat(200)),
            shown(Signal.SCRIPT, "", "/jquery-1.8.3.min.js?v=/jquery-1.8.4.js"),
            shown(Signal.INLINE, "", "/*! jQuery v1.8.1 */" + " ".repeat(2_000) + "/*! jQuery v1.8.2 */"),
            shown(Signal.INLINE, "", "/*! jQuery v1.7.1 */"),
            shown(Signal.ERROR, "", "a Shop error"));

    private static PageContent.Shown shown(Signal signal, String name, String value) {
        return new PageContent.Shown(signal, name, value);
    }

    /// What the signs on a page come to, with what is left of the budget then.
    private record Result(List<String> rules, List<LibraryUse> libraries, long left) {}

    private static Result compared(List<PageContent.Shown> shown, long budget, boolean isRemembered, int times) {
        var comparison = comparison(budget);
        var content = new PageContent(shown, true, Set.of(), false);
        var page = new KnownPage(content, isRemembered ? Optional.of(trials(shown)) : Optional.empty());
        for (var i = 0; i < times; i++) {
            comparison.sees(page, "/exchanges/" + i + "/answer/body");
        }
        return result(comparison);
    }

    private static Comparison comparison(long budget) {
        var left = new WorkBudget(budget);
        return new Comparison(
                new Hits(RULES, left), new LibraryFinder(LIBRARIES, left), left, new KnownValues(RULES, LIBRARIES));
    }

    private static Result result(Comparison comparison) {
        return new Result(
                comparison.hits().all().stream().map(String::valueOf).toList(),
                comparison.uses().found(),
                comparison.budget().left());
    }

    private static Trials trials(List<PageContent.Shown> page) {
        return Trials.of(page, RULES, LIBRARIES).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void rememberedOrNotTheSameIsFound(int times) {
        var anew = compared(SHOP, WorkBudget.STEPS, false, times);

        assertThat(compared(SHOP, WorkBudget.STEPS, true, times)).isEqualTo(anew);
        assertThat(anew.rules()).hasSize(4);
        assertThat(anew.rules().getFirst()).contains("versions=[2.1]");
        assertThat(anew.rules().toString()).contains("versions=[2.2, 2.3]").doesNotContain("2.4]");
        assertThat(anew.libraries())
                .extracting(LibraryUse::version)
                .containsExactly("1.8.3", "1.8.1", "1.8.2", "1.7.1");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 5_000, 20_000, 50_000, 100_000, 200_000})
    void whatABudgetEndsIsTheSame(long budget) {
        assertThat(compared(SHOP, budget, true, 2)).isEqualTo(compared(SHOP, budget, false, 2));
    }

    @Test
    void withoutABudgetNothingIsFound() {
        assertThat(compared(SHOP, 0, false, 1).rules()).isEmpty();
        assertThat(compared(SHOP, 0, false, 1).libraries()).isEmpty();
    }

    @Test
    void aPageIsRememberedAsLongAsTheBudgetHasItsSteps() {
        var steps = trials(SHOP).steps();
        assertThat(compared(SHOP, steps, true, 1)).isEqualTo(compared(SHOP, steps, false, 1));
        assertThat(compared(SHOP, steps, true, 1).left()).isZero();
        assertThat(compared(SHOP, steps - 1, true, 1)).isEqualTo(compared(SHOP, steps - 1, false, 1));
        assertThat(compared(SHOP, steps - 1, true, 1).left()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20, 100, 1_000, 100_000})
    void aSharedValueIsComparedOnce(long budget) {
        var title = new Observation(Signal.TITLE, "", "Welcome", "/exchanges/0/answer/title");
        var left = new WorkBudget(budget);
        var hits = new Hits(RULES, left);
        hits.compare(title);
        hits.compare(title);

        var comparison = comparison(budget);
        comparison.sees(title);
        comparison.sees(title);

        assertThat(result(comparison))
                .isEqualTo(new Result(hits.all().stream().map(String::valueOf).toList(), List.of(), left.left()));
    }

    @Property(tries = 300)
    void anyPageIsTheSame(
            @ForAll @Size(max = 12) List<@net.jqwik.api.constraints.StringLength(max = 30) String> values) {
        var page = new ArrayList<PageContent.Shown>();
        for (var value : values) {
            page.add(shown(Signal.COMMENT, "", "made by shop/" + value.length() + value));
            page.add(shown(Signal.SCRIPT, "", "/jquery-" + value.length() + "." + value + ".js"));
        }
        assertThat(compared(page, WorkBudget.STEPS, true, 2)).isEqualTo(compared(page, WorkBudget.STEPS, false, 2));
    }

    @Test
    void theStepsAreThoseOfTryingAll() {
        var spent = WorkBudget.STEPS
                - compared(SHOP.subList(0, 1), WorkBudget.STEPS, true, 1).left();

        assertThat(trials(SHOP.subList(0, 1)).steps()).isEqualTo(spent).isPositive();
        assertThat(trials(List.of()).steps()).isZero();
    }

    @Test
    void aPageThatCostsTooMuchIsNotRemembered() {
        var costly = new ArrayList<PageContent.Shown>();
        for (var i = 0; i < 2_000; i++) {
            costly.add(shown(Signal.COMMENT, "", "made by shop/" + "x".repeat(2_000) + i));
        }
        assertThat(Trials.of(costly, RULES, LIBRARIES)).isEmpty();
    }

    @Test
    void atMostSoManyLibrariesAreFound() {
        var many = new ArrayList<PageContent.Shown>();
        for (var i = 0; i < 300; i++) {
            many.add(shown(Signal.SCRIPT, "", "/jquery-1." + i + ".js"));
        }
        assertThat(compared(many, WorkBudget.STEPS, true, 1).libraries())
                .hasSize(200)
                .isEqualTo(compared(many, WorkBudget.STEPS, false, 1).libraries());
    }

    @Test
    void aRememberedPageIsReadAnewWhereTheBudgetEnds() {
        var page = "<title>x</title><!-- made by shop/2.1 --><script src=/jquery-1.8.3.js></script>";
        var technologies = new Technologies(RULES, VulnerableLibraries.shipped());
        var costly = Seen.nothing();
        for (var i = 0; i < 2; i++) {
            costly.answer("root", "https://acme.test/" + i, 200, "text/html", page + i);
        }
        var first = technologies.of(costly.evidence());

        assertThat(technologies.of(costly.evidence())).isEqualTo(first).isNotEmpty();
        assertThat(new Technologies(RULES, VulnerableLibraries.shipped()).of(costly.evidence()))
                .isEqualTo(first);
    }
}
