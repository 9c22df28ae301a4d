package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Neighbour;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What hosts of a scan show together, whatever their order.
class NeighbourhoodTest {

    private static final String COOKIE = "http.cookie.parent-domain";
    private static final Judge JUDGE = ScanEngine.judge();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.acme.test:http.cookie.parent-domain old.acme.test:takeover.cname | www.acme.test<old.acme.test",
                "www.acme.test:http.cookie.parent-domain acme.test:takeover.wildcard | www.acme.test<acme.test",
                "www.acme.test:http.cookie.parent-domain old.acme.test:takeover.ns | www.acme.test<old.acme.test",
                "www.acme.test:http.cookie.parent-domain old.acme.test:takeover.script | www.acme.test<old.acme.test",
                "a.acme.test:http.cookie.parent-domain b.acme.test:http.cookie.parent-domain old.acme.test:takeover.ns"
                        + " | a.acme.test<old.acme.test b.acme.test<old.acme.test",
                // Traps: mail is no visitor, a finding of another kind, the host itself, another's domain.
                "www.acme.test:http.cookie.parent-domain old.acme.test:takeover.mx | ''",
                "www.acme.test:http.cookie.parent-domain old.acme.test:takeover.spf | ''",
                "www.acme.test:http.cookie.parent-domain old.acme.test:dns.dangling | ''",
                "www.acme.test:http.cookie.no-secure old.acme.test:takeover.cname | ''",
                "www.acme.test:http.cookie.parent-domain www.acme.test:takeover.script | ''",
                "www.acme.test:http.cookie.parent-domain old.other.test:takeover.cname | ''",
                "old.acme.test:takeover.cname | ''",
            })
    void tellsThoseThatAreConcerned(String seen, String expected) throws Exception {
        Map<String, List<String>> checks = new LinkedHashMap<>();
        for (var one : seen.split(" ")) {
            checks.computeIfAbsent(one.split(":")[0], _ -> new ArrayList<>()).add(one.split(":")[1]);
        }
        var assets = checks.entrySet().stream()
                .map(entry -> asset(entry.getKey(), entry.getValue(), List.of()))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(told(assets)).isEqualTo(expected);
        Collections.reverse(assets);
        assertThat(told(assets)).isEqualTo(expected);
    }

    @Test
    void namesTheSameFewInAnyOrder() throws Exception {
        var assets = IntStream.range(0, 100)
                .mapToObj(i -> asset("old-" + (100 + i) + ".acme.test", List.of("takeover.cname"), List.of()))
                .collect(Collectors.toCollection(ArrayList::new));
        assets.add(asset("www.acme.test", List.of(COOKIE), List.of()));
        assets.add(asset("old-103.acme.test", List.of(COOKIE, "takeover.cname", "takeover.script"), List.of()));
        var named = IntStream.range(0, 10)
                .mapToObj(i -> "www.acme.test<old-" + (100 + i) + ".acme.test")
                .collect(Collectors.joining(" "));
        for (var seed = 0; seed < 20; seed++) {
            Collections.shuffle(assets, new Random(seed));
            assertThat(told(assets))
                    .endsWith(named)
                    .doesNotContain("old-103.acme.test<old-103")
                    .contains("old-103.acme.test<old-110");
        }
    }

    @Test
    void tellsNothingThatTheEvidenceHas() throws Exception {
        var known = List.of(new Neighbour("old.acme.test", "takeover.cname", "old.acme.test"));
        var assets = List.of(
                asset("old.acme.test", List.of("takeover.cname"), List.of()),
                asset("www.acme.test", List.of(COOKIE), known));
        assertThat(told(assets)).isEmpty();
    }

    private static String told(List<Asset> assets) throws Exception {
        Map<String, List<Neighbour>> told = new TreeMap<>();
        try (var neighbourhood = new Neighbourhood()) {
            for (var asset : assets) {
                neighbourhood.add(asset);
            }
            neighbourhood.forEachChanged(evidence -> told.put(evidence.host().value(), evidence.neighbours()));
        }
        return told.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(other -> entry.getKey() + "<" + other.host()))
                .collect(Collectors.joining(" "));
    }

    private static Asset asset(String name, List<String> checks, List<Neighbour> neighbours) {
        var host = Host.of(new DomainName(name), new DomainName("acme.test"));
        var evidence = Evidence.builder("scn", ScanMode.STANDARD, host, Instant.EPOCH)
                .neighbours(neighbours)
                .build();
        var findings = checks.stream()
                .map(id -> new Check(id, "Test", Severity.INFO, "t", "d", "r", List.of()))
                .map(check -> Finding.of(check, "test_detector", evidence, name, new Proof("/host", "")))
                .toList();
        return new Asset(evidence, List.of(), List.of(), findings, JUDGE.score(evidence, List.of()));
    }
}
