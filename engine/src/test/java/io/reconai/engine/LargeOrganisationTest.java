package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.lab.Truth;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An organisation of some thousand hosts, of which every means leads to some: all names are found, and none too many.
class LargeOrganisationTest {

    private static Set<String> truth;
    private static Set<String> traps;
    private static Map<String, String> found;

    @BeforeAll
    static void discover() throws Exception {
        try (var lab = Lab.start(new LabOptions(2_000, Duration.ZERO, 42))) {
            truth = lab.truth().assets().stream()
                    .filter(asset -> !asset.type().equals("ip_address"))
                    .map(Truth.Asset::value)
                    .collect(Collectors.toSet());
            traps = lab.truth().traps().assets().stream().map(Truth.Name::value).collect(Collectors.toSet());
            found = discover(lab);
        }
    }

    @AfterAll
    static void forget() {
        found.clear();
    }

    /// Names, each with the source that led to it first.
    private static Map<String, String> discover(Lab lab) throws Exception {
        var variables = new HashMap<>(lab.environment());
        variables.put("RECONAI_CACHE_DIR", "off");
        variables.put("RECONAI_SOURCE_PAUSE_MS", "1"); // or one source spends half a minute on the addresses
        var names = new ConcurrentHashMap<String, String>();
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            var request = ScanRequest.of("test", new DomainName(lab.domain()), ScanMode.ACTIVE);
            engine.discover(request, event -> {
                if (event instanceof ScanEvent.HostFound host) {
                    names.put(host.name().value(), host.found().source());
                }
            });
        }
        return names;
    }

    @Test
    void everyNameIsFound() {
        assertThat(truth).hasSizeGreaterThan(1_990);
        var missing = new HashSet<>(truth);
        missing.removeAll(found.keySet());
        assertThat(missing).isEmpty();
    }

    @Test
    void noNameIsMadeUp() {
        assertThat(traps).hasSizeGreaterThan(190);
        assertThat(found.keySet()).isSubsetOf(truth).doesNotContainAnyElementsOf(traps);
    }

    @Test
    void everyMeansLeadsToSome() {
        var counts = new TreeMap<String, Long>();
        found.values().forEach(source -> counts.merge(source, 1L, Long::sum));
        for (var source : Set.of(
                "ct.crtsh",
                "ct.certspotter",
                "otx",
                "dns.brute-force",
                "dns.permutations",
                "dns.nsec",
                "dns.zone-transfer",
                "dns.ptr",
                "dns.srv")) {
            assertThat(counts.getOrDefault(source, 0L))
                    .as("%s of %s", source, counts)
                    .isGreaterThan(50);
        }
    }
}
