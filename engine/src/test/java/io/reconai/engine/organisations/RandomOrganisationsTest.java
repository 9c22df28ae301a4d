package io.reconai.engine.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.Detectors;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Five hundred organisations made by dice: what is found is exactly what is there, host by host.
class RandomOrganisationsTest {

    private static final int ORGANISATIONS = 500;

    /// Enough to see what is wrong.
    private static final int MOST_SHOWN = 20;

    @Test
    void nothingIsFoundThatIsNotThereAndNothingIsMissed() {
        var wrong = new ArrayList<String>();
        for (var seed = 1L; seed <= ORGANISATIONS; seed++) {
            for (var host : RandomOrganisation.of(seed)) {
                var found = Detectors.all().stream()
                        .flatMap(detector -> detector.detect(host.evidence()).stream())
                        .map(Finding::checkId)
                        .collect(Collectors.toCollection(TreeSet::new));
                if (!found.equals(host.expected()) && wrong.size() < MOST_SHOWN) {
                    wrong.add(difference(seed, host, found));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String difference(long seed, DrawnHost host, TreeSet<String> found) {
        var falseAlarms = new TreeSet<>(found);
        falseAlarms.removeAll(host.expected());
        var missed = new TreeSet<>(host.expected());
        missed.removeAll(found);
        return "seed %d, %s: false alarms %s, missed %s%n  %s%n"
                .formatted(
                        seed, host.evidence().host().value(), falseAlarms, missed, String.join("\n  ", host.choices()));
    }

    /// The comparison is worth something only where much is to be found: most checks there are, and many hosts.
    @Test
    void theOrganisationsAreOfManyKinds() {
        var hosts = LongStream.rangeClosed(1, ORGANISATIONS)
                .boxed()
                .flatMap(seed -> RandomOrganisation.of(seed).stream())
                .toList();
        var expected =
                hosts.stream().flatMap(host -> host.expected().stream()).collect(Collectors.toCollection(TreeSet::new));
        var known = Detectors.all().stream()
                .flatMap(detector -> detector.checks().stream())
                .map(Check::id)
                .toList();
        assertThat(known).containsAll(expected);
        assertThat(hosts).hasSizeGreaterThan(1_500);
        assertThat(expected).hasSizeGreaterThan(known.size() / 2);
    }

    @Test
    void aSeedIsAnOrganisation() {
        assertThat(RandomOrganisation.of(7)).isEqualTo(RandomOrganisation.of(7));
        assertThat(RandomOrganisation.of(7)).isNotEqualTo(RandomOrganisation.of(8));
    }
}
