package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What comes of a value that another host showed is what comes of it anew.
class KnownValuesTest {

    private static final Rulebook RULES = Rulebook.of("""
            web | Web | server
              header server 90 ^web(?:/{version})?
              header server 20 web.*web
              title 60 welcome to web
            other | Other | server
              header via 90 web
            """);

    private final KnownValues known = none();

    private static KnownValues none() {
        return new KnownValues(RULES, VulnerableLibraries.shipped().extractors());
    }

    private static Observation seen(Signal signal, String name, String value) {
        return new Observation(signal, name, value, "/exchanges/0/answer/headers/1");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "HEADER, server, Web/2.1,         Web/2.1=2.1",
                "HEADER, server, web and web,     web=null; web and web=null",
                "HEADER, server, a web/2.1 web,   web/2.1 web=null",
                "HEADER, server, a web/2.1,       -",
                "HEADER, server, nginx,           -",
                "HEADER, date,   web,             -",
                "HEADER, via,    1.1 web,         web=null",
                "TITLE,  '',     Welcome to web!, Welcome to web=null",
                "COOKIE, '',     web,             -",
            })
    void allRulesAreTried(Signal signal, String name, String value, String expected) {
        var first = known.trials(seen(signal, name, value));

        assertThat(known.trials(seen(signal, name, value))).isSameAs(first);
        assertThat(matches(first.orElseThrow())).isEqualTo(expected == null ? "" : expected);
        assertThat(first.orElseThrow().libraries()).isEmpty();
        assertThat(none().trials(seen(signal, name, value))).hasToString(first.toString());
    }

    private static String matches(Trials trials) {
        return trials.rules().stream()
                .map(Trials.Success::match)
                .map(match -> match.text() + "=" + match.version())
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void whatNamesTheHostItselfIsNotShared(Signal signal) {
        var isShared =
                switch (signal) {
                    case HEADER, COOKIE, TITLE, BANNER, NETWORK -> true;
                    default -> false;
                };
        assertThat(KnownValues.isShared(seen(signal, "", "x".repeat(512)))).isEqualTo(isShared);
        assertThat(KnownValues.isShared(seen(signal, "", "x".repeat(513)))).isFalse();
    }

    @Test
    void theOldestAreForgotten() {
        var first = known.trials(seen(Signal.HEADER, "server", "web"));
        IntStream.range(1, 1_024).forEach(i -> known.trials(seen(Signal.HEADER, "server", "web" + i)));
        assertThat(known.trials(seen(Signal.HEADER, "server", "web"))).isSameAs(first);
        known.trials(seen(Signal.HEADER, "server", "one more"));
        assertThat(known.trials(seen(Signal.HEADER, "server", "web"))).isNotSameAs(first);
    }
}
