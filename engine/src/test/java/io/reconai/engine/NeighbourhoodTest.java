package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Neighbour;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

    /// Of a host that shows several, the same one is named, whichever was found first.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "takeover.cname takeover.script | takeover.cname",
                "takeover.script takeover.cname | takeover.cname",
                "takeover.script takeover.ns takeover.script | takeover.ns",
            })
    void namesOneOfAHost(String checks, String named) throws Exception {
        var told = new ArrayList<Neighbour>();
        try (var neighbourhood = new Neighbourhood()) {
            neighbourhood.add(asset("old.acme.test", List.of(checks.split(" ")), List.of()));
            neighbourhood.add(asset("www.acme.test", List.of(COOKIE), List.of()));
            neighbourhood.forEachChanged(evidence -> told.addAll(evidence.neighbours()));
        }
        assertThat(told).containsExactly(new Neighbour("old.acme.test", named, "old.acme.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "http.cookie.parent-domain, true",
        "takeover.cname, true",
        "takeover.wildcard, true",
        "takeover.script, false",
        "takeover.mx, false",
        "http.cookie.no-secure, false",
    })
    void saysWhichHostsMayGetWorse(String check, boolean mayConcern) {
        assertThat(Neighbourhood.mayConcern(asset("www.acme.test", List.of(check), List.of())))
                .isEqualTo(mayConcern);
    }

    @Test
    void hostsMayBeToldOfByManyThreads() throws Exception {
        var told = new TreeMap<String, List<Neighbour>>();
        try (var neighbourhood = new Neighbourhood()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 50; i++) {
                    var name = "www-" + (100 + i) + ".acme.test";
                    threads.submit(() -> {
                        neighbourhood.add(asset(name, List.of(COOKIE), List.of()));
                        return name;
                    });
                }
                threads.submit(() -> {
                    neighbourhood.add(asset("old.acme.test", List.of("takeover.cname"), List.of()));
                    return "old";
                });
            }
            neighbourhood.forEachChanged(evidence -> told.put(evidence.host().value(), evidence.neighbours()));
        }
        assertThat(told).hasSize(50);
        assertThat(told.values())
                .containsOnly(List.of(new Neighbour("old.acme.test", "takeover.cname", "old.acme.test")));
    }

    @Test
    void tellsNothingThatTheEvidenceHas() throws Exception {
        var known = List.of(new Neighbour("old.acme.test", "takeover.cname", "old.acme.test"));
        var assets = List.of(
                asset("old.acme.test", List.of("takeover.cname"), List.of()),
                asset("www.acme.test", List.of(COOKIE), known));
        assertThat(told(assets)).isEmpty();
    }

    private static final String SESSION = "sid=4fA81b2c9d0e4fA81b2c9d0e; Domain=";

    /// Hosts as `name:field of its answer` or `name:check that it has`, and what is told.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        a session      | old:takeover.cname; www:COOKIE acme.test | old.acme.test<COOKIE www.acme.test
        of a zone      | old:takeover.ns; www:COOKIE acme.test | old.acme.test<COOKIE www.acme.test
        of a domain    | old:takeover.domain; www:COOKIE acme.test | old.acme.test<COOKIE www.acme.test
        of a wildcard  | old:takeover.wildcard *.a.acme.test; www:CSP *.a.acme.test | old.acme.test<POLICY www.acme.test
        trap: its host | old:takeover.wildcard *.a.acme.test; www:CSP old.acme.test |
        a policy       | old:takeover.cname; www:CSP *.acme.test | old.acme.test<POLICY www.acme.test
        both           | old:takeover.cname; www:CSP old.acme.test; app:COOKIE acme.test | old.acme.test<COOKIE app.acme.test old.acme.test<POLICY www.acme.test
        the first      | old:takeover.cname; www:COOKIE acme.test; app:COOKIE acme.test; id:COOKIE acme.test | old.acme.test<COOKIE app.acme.test
        the widest     | old.a:takeover.cname; b.a:COOKIE a.acme.test; www:COOKIE acme.test | old.a.acme.test<COOKIE www.acme.test
        trap: another  | old:takeover.cname; www:CSP new.acme.test |
        trap: a branch | old:takeover.cname; b.a:COOKIE a.acme.test |
        trap: mail     | old:takeover.mx; www:COOKIE acme.test |
        trap: a script | old:takeover.script; www:COOKIE acme.test |
        trap: nothing  | www:COOKIE acme.test; old:dns.dangling |
        trap: itself   | old:takeover.ns; old:COOKIE acme.test |
        it and another | old:takeover.ns; old:COOKIE acme.test; www:COOKIE acme.test | old.acme.test<COOKIE www.acme.test
        trap: not what can be claimed | old:takeover.ns; old:dns.dangling *.b.acme.test; www:CSP *.b.acme.test |
        trap: the service answers for it | old:takeover.cname; new:takeover.cname; new:COOKIE acme.test |
        """)
    void tellsWhoTrustsANameThatOthersCouldClaim(String why, String seen, @Nullable String expected) throws Exception {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        for (var one : seen.split("; ")) {
            hosts.computeIfAbsent(one.split(":")[0], _ -> new ArrayList<>()).add(one.split(":")[1]);
        }
        var assets = hosts.entrySet().stream()
                .map(host -> trusting(host.getKey() + ".acme.test", host.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        for (var seed = 0; seed < 6; seed++) {
            Collections.shuffle(assets, new Random(seed));
            assertThat(trusted(assets)).isEqualTo(expected == null ? "" : expected);
        }
    }

    /// Of more than are remembered those stay that reach most names, in any order.
    @Test
    void remembersTheWidest() throws Exception {
        var names = IntStream.range(0, 110)
                .mapToObj(host -> IntStream.range(0, 100)
                        .mapToObj(i -> "n" + i + ".h" + host + ".acme.test")
                        .collect(Collectors.joining(" ")))
                .toList();
        var assets = IntStream.range(0, names.size())
                .mapToObj(i -> trusting("h" + i + ".acme.test", List.of("CSP " + names.get(i))))
                .collect(Collectors.toCollection(ArrayList::new));
        assets.add(trusting("www.acme.test", List.of("CSP *.acme.test")));
        assets.add(trusting("old.acme.test", List.of("takeover.cname")));
        for (var seed = 0; seed < 2; seed++) {
            Collections.shuffle(assets, new Random(seed));
            assertThat(trusted(assets)).isEqualTo("old.acme.test<POLICY www.acme.test");
        }
    }

    @Test
    void tellsNoTrustThatTheEvidenceHas() throws Exception {
        var trust = new Trust(Trust.Kind.COOKIE, "acme.test", "www.acme.test", "Set-Cookie: sid=…; Domain=acme.test");
        var old = trusting("old.acme.test", List.of("takeover.cname"));
        var told = new Asset(
                old.evidence().toBuilder().trustedBy(List.of(trust)).build(),
                List.of(),
                List.of(),
                old.findings(),
                old.risk());
        assertThat(trusted(List.of(told, trusting("www.acme.test", List.of("COOKIE acme.test")))))
                .isEmpty();
        assertThat(trusted(List.of(told))).isEqualTo("old.acme.test<nobody");
    }

    private static String trusted(List<Asset> assets) throws Exception {
        var told = new ArrayList<String>();
        try (var neighbourhood = new Neighbourhood()) {
            for (var asset : assets) {
                neighbourhood.add(asset);
            }
            neighbourhood.forEachChanged(evidence -> {
                var host = evidence.host().value();
                evidence.trustedBy().forEach(trust -> told.add(host + "<" + trust.kind() + " " + trust.host()));
                if (evidence.trustedBy().isEmpty()) {
                    told.add(host + "<nobody");
                }
                assertThat(evidence.neighbours()).isEmpty();
            });
        }
        return String.join(" ", told);
    }

    private static Asset trusting(String name, List<String> shown) {
        var fields = shown.stream()
                .filter(one -> one.startsWith("C"))
                .map(one -> one.startsWith("CSP ")
                        ? new Header("Content-Security-Policy", "script-src " + one.substring(4))
                        : new Header("Set-Cookie", SESSION + one.substring(7)))
                .toList();
        var checks = shown.stream().filter(one -> !one.startsWith("C")).toList();
        var seen = asset(name, List.of(), List.of());
        var evidence = seen.evidence().toBuilder()
                .exchanges(List.of(page(name, fields)))
                .build();
        var findings = checks.stream()
                .map(text -> text.split(" "))
                .map(text -> Finding.of(
                        check(text[0]), "test_detector", evidence, text[text.length - 1], new Proof("/host", "")))
                .toList();
        return new Asset(evidence, List.of(), List.of(), findings, seen.risk());
    }

    private static Exchange page(String host, List<Header> fields) {
        var headers = new ArrayList<>(fields);
        headers.add(new Header("Content-Type", "text/html"));
        return new Exchange(
                "root",
                "GET",
                "https://" + host + "/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                new HttpAnswer(200, "http/1.1", headers, "<html>", 6, false, "00", "T"),
                Instant.EPOCH,
                1);
    }

    private static Check check(String id) {
        return new Check(id, "Test", Severity.INFO, "t", "d", "r", List.of());
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
                .map(NeighbourhoodTest::check)
                .map(check -> Finding.of(check, "test_detector", evidence, name, new Proof("/host", "")))
                .toList();
        return new Asset(evidence, List.of(), List.of(), findings, JUDGE.score(evidence, List.of()));
    }
}
