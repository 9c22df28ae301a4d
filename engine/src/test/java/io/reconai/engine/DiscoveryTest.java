package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.lab.ResolverFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which names are found, by whom, and what the report says where a source or a resolver misbehaves.
class DiscoveryTest {

    private static Lab lab;

    /// What an active scan finds when nobody misbehaves.
    private static Found undisturbed;

    @BeforeAll
    static void startTheLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        undisturbed = scan(lab, request(ScanMode.ACTIVE), Map.of());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /// A scan's report and, for each asset, the source that led to it first.
    private record Found(ScanReport report, Map<String, Asset> assets) {

        Map<String, String> sources() {
            return assets.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, asset -> asset.getValue()
                    .evidence()
                    .path()
                    .getFirst()
                    .source()));
        }

        SourceHealth source(String id) {
            return report.sources().stream()
                    .filter(health -> health.source().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Found scan(Lab in, ScanRequest request, Map<String, String> changed) throws Exception {
        var variables = new HashMap<>(in.environment());
        variables.put("RECONAI_CACHE_DIR", "off");
        variables.putAll(changed);
        var assets = new ConcurrentHashMap<String, Asset>();
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            var report = engine.scan(request, event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    assets.put(scored.asset().host().value(), scored.asset());
                }
            });
            return new Found(report, assets);
        }
    }

    private static ScanRequest request(ScanMode mode) {
        return ScanRequest.of("test", new DomainName("acme.test"), mode);
    }

    @Test
    void eachPassiveSourceFindsWhatItAloneKnows() throws Exception {
        var found = scan(lab, request(ScanMode.PASSIVE), Map.of());
        assertThat(found.sources())
                .contains(
                        entry("blog.acme.test", "ct.crtsh"),
                        entry("heron-45.acme.test", "ct.certspotter"),
                        entry("ibis-46.acme.test", "otx"),
                        entry("jay-47.acme.test", "wayback"),
                        entry("kite-48.acme.test", "internetdb"),
                        entry("lark-49.acme.test", "censys"),
                        entry("magpie-50.acme.test", "dns.srv"),
                        entry("owl-54.acme.test", "dns.ptr"));
        assertThat(found.report().sources())
                .filteredOn(source -> source.status() == Status.SKIPPED)
                .extracting(SourceHealth::source)
                .containsExactlyInAnyOrder(
                        "dns.brute-force",
                        "dns.permutations",
                        "dns.nsec",
                        "dns.zone-transfer",
                        "geo.mmdb",
                        "xposedornot");
        assertThat(found.source("otx").newNames())
                .isBetween(1L, found.source("otx").names());
        assertThat(found.source("ct.certspotter").asked()).as("several pages").isGreaterThan(2);
        assertThat(found.report().related()).contains("partner-portal.example");
        assertThat(found.assets())
                .doesNotContainKeys("retired.acme.test", "anything.leak.acme.test", "acme.test.evil.example");
    }

    @Test
    void whatSitesSayOfThemselvesIsFollowedInStandardMode() throws Exception {
        var found = scan(lab, request(ScanMode.STANDARD), Map.of());
        assertThat(found.sources())
                .contains(
                        entry("pipit-55.acme.test", "http.page"),
                        entry("quail-56.acme.test", "http.page"),
                        entry("osprey-inner-44.acme.test", "http.page"),
                        entry("kestrel-41.acme.test", "tls.certificate"),
                        entry("merlin-43.acme.test", "http.header"));
    }

    @Test
    void zonesOfTheirOwnAreSearchedInActiveMode() throws Exception {
        var found = undisturbed;
        assertThat(found.sources())
                .contains(
                        entry("falcon-51.corp.acme.test", "dns.nsec"),
                        entry("gannet-52.corp.acme.test", "dns.nsec"),
                        entry("www.sec.acme.test", "dns.brute-force"),
                        entry("node-08.sec.acme.test", "dns.permutations"),
                        entry("raven-53.leak.acme.test", "dns.zone-transfer"));
        var apex = Objects.requireNonNull(found.assets().get("acme.test")).evidence();
        var registration = Objects.requireNonNull(apex.registration());
        assertThat(registration.registrar()).isEqualTo("Lab Registrar");
        assertThat(registration.nameServers()).contains("ns1.acme.test");
        var announced = Objects.requireNonNull(apex.addresses().getFirst().announcement());
        assertThat(announced.asns()).containsExactly(64_500L);
        assertThat(announced.asName()).isEqualTo("LAB, US");
        assertThat(found.report().networks())
                .extracting(network -> network.source() + ": " + network.range() + " " + network.owner())
                .contains("rdap: 203.0.113.0 - 203.0.113.255 ", "whois: 198.51.100.0 - 198.51.100.255 Acme Ltd");
    }

    @Test
    void theRuleThatKeepsANameUnderAWildcardIsRecorded() throws Exception {
        var found = scan(lab, request(ScanMode.PASSIVE), Map.of());
        assertThat(kept(found, "ci.dev.acme.test")).contains("other_answer");
        assertThat(kept(found, "build.dev.acme.test")).contains("certificate");
        assertThat(kept(found, "post.dev.acme.test")).contains("other_type");
    }

    private static Set<String> kept(Found found, String name) {
        return Objects.requireNonNull(found.assets().get(name), name).evidence().wildcards().stream()
                .map(WildcardVerdict::kept)
                .collect(Collectors.toSet());
    }

    @Test
    void ownListsAreRead(@TempDir Path folder) throws Exception {
        var words = Files.write(
                folder.resolve("words.txt"), java.util.List.of("# mine", "", "WWW", "no such word", "vault"));
        var names = Files.writeString(
                folder.resolve("other-tool.jsonl"),
                "{\"host\":\"heron-45.acme.test\",\"url\":\"https://jay-47.acme.test:443/x\"}\nowl-54.acme.test,203.0.113.77\n");
        var own = request(ScanMode.ACTIVE).with(NameSearch.everywhere().with(Optional.of(words), Optional.of(names)));
        var found = scan(lab, own, Map.of());
        assertThat(found.source("list").names()).isEqualTo(3);
        assertThat(found.sources()).containsEntry("heron-45.acme.test", "list");
        assertThat(found.source("dns.brute-force").names()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void onlyTheSourcesThatAreWantedAreAsked() throws Exception {
        var search = new NameSearch(
                true, true, Optional.empty(), Optional.empty(), Set.of("otx", "wayback"), Set.of("wayback"));
        var found = scan(lab, request(ScanMode.PASSIVE).with(search), Map.of());
        assertThat(found.sources().values()).contains("otx").doesNotContain("wayback", "ct.crtsh", "dns.srv");
        assertThat(found.source("wayback").detail()).isEqualTo("not wanted");
        var misspelt = new NameSearch(true, true, Optional.empty(), Optional.empty(), Set.of("crt"), Set.of());
        assertThatThrownBy(() -> scan(lab, request(ScanMode.PASSIVE).with(misspelt), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"crt\"")
                .hasMessageContaining("ct.crtsh");
    }

    @Test
    void aLimitOfHostsEndsTheSearchForMore() throws Exception {
        var asked = request(ScanMode.ACTIVE);
        var few = new ScanRequest(
                asked.scanId(),
                asked.domain(),
                asked.mode(),
                asked.search(),
                asked.ports(),
                5,
                asked.deadline(),
                asked.knownNames(),
                asked.done());
        var found = scan(lab, few, Map.of());
        assertThat(found.assets()).hasSize(5);
        assertThat(found.report().end()).isEqualTo(ScanReport.End.COMPLETED);
        assertThat(found.report().leftHostsOut()).isTrue();
        assertThat(found.report().warnings())
                .extracting(ScanWarning::code)
                .doesNotContain(ScanWarning.Code.SOURCE_UNAVAILABLE, ScanWarning.Code.SOURCE_RATE_LIMITED);
        assertThat(found.source("dns.brute-force").status()).isEqualTo(Status.SKIPPED);
        assertThat(found.report().counts().namesFound())
                .isLessThan(undisturbed.report().counts().namesFound());
        assertThat(undisturbed.report().leftHostsOut()).isFalse();
    }

    @Test
    void discoveryFindsNamesAndLooksAtNoHost() throws Exception {
        var heard = new ConcurrentHashMap<String, ScanEvent.HostFound>();
        var variables = new HashMap<>(lab.environment());
        variables.put("RECONAI_CACHE_DIR", "off");
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            var report = engine.discover(request(ScanMode.ACTIVE), event -> {
                assertThat(event).isNotInstanceOf(ScanEvent.HostScored.class);
                if (event instanceof ScanEvent.HostFound host) {
                    heard.put(host.name().value(), host);
                }
            });
            assertThat(report.end()).isEqualTo(ScanReport.End.COMPLETED);
            assertThat(report.counts().hostsTotal()).isZero();
        }
        assertThat(heard).containsKeys("acme.test", "falcon-51.corp.acme.test", "owl-54.acme.test");
        assertThat(undisturbed.assets().keySet())
                .as("without pages and certificates fewer are found, none else")
                .containsAll(heard.keySet());
    }

    @ParameterizedTest
    @CsvSource({"LYING, says 198.51.100.99", "SILENT, does not answer", "FAILING, says SERVFAIL"})
    void aResolverThatCannotBeTrustedIsSetAside(ResolverFault fault, String detail) throws Exception {
        var good = lab.dns().getPort();
        var bad = lab.resolver(fault).getPort();
        var found = scan(
                lab,
                request(ScanMode.PASSIVE),
                Map.of("RECONAI_DNS_RESOLVERS", "127.0.0.1:" + bad + ",127.0.0.1:" + good));
        assertThat(found.source("resolver 127.0.0.1:" + bad).status()).isEqualTo(Status.FAILED);
        assertThat(found.source("resolver 127.0.0.1:" + bad).detail()).contains(detail);
        assertThat(found.assets()).containsKeys("www.acme.test", "owl-54.acme.test");
        assertThat(found.assets().values()).allMatch(asset -> asset.evidence().dns().stream()
                .filter(lookup -> lookup.recursionDesired())
                .allMatch(lookup -> lookup.server().endsWith(":" + good)));
    }

    @ParameterizedTest
    @CsvSource({"SLOW", "LOSSY", "VERY_LOSSY"})
    void aResolverThatIsBadButHonestCostsTimeAndNoName(ResolverFault fault) throws Exception {
        assertThat(scanBy(fault).assets()).containsOnlyKeys(undisturbed.assets().keySet());
    }

    /// Names that the resolver stays silent for, whoever knows them: found by one source, by trying, by walking a zone.
    @Test
    void aNameThatCannotBeResolvedIsReportedAsThat() throws Exception {
        var found = scanBy(ResolverFault.DEAF_TO_SOME);
        assertThat(undisturbed.sources())
                .as("what knows a name first is chance where the zone can be copied too")
                .containsKey("kite-48.acme.test")
                .containsEntry("node-08.sec.acme.test", "dns.permutations");
        assertThat(found.report().unresolved()).anyMatch(line -> line.startsWith("kite-48.acme.test: TIMEOUT"));
        var tried = found.source("dns.permutations");
        assertThat(tried.answered()).isLessThan(tried.asked());
        assertThat(tried.detail()).contains("questions were not answered");
        assertThat(found.assets().keySet()).isSubsetOf(undisturbed.assets().keySet());
        var missing = new HashSet<>(undisturbed.assets().keySet());
        missing.removeAll(found.assets().keySet());
        assertThat(missing)
                .filteredOn(name -> name.endsWith(".acme.test"))
                .allMatch(name -> name.matches("[^.]*8\\..*"));
    }

    private static Found scanBy(ResolverFault fault) throws Exception {
        var only = Map.of(
                "RECONAI_DNS_RESOLVERS", "127.0.0.1:" + lab.resolver(fault).getPort());
        return scan(lab, request(ScanMode.ACTIVE), only);
    }

    @Test
    void aRepeatedScanAsksNobodyTwice(@TempDir Path folder) throws Exception {
        var cached = Map.of("RECONAI_CACHE_DIR", folder.toString());
        var first = scan(lab, request(ScanMode.PASSIVE), cached);
        var away = new HashMap<>(cached);
        away.put("RECONAI_OTX_URL", lab.environment().get("RECONAI_OTX_URL"));
        var second = scan(lab, request(ScanMode.PASSIVE), away);
        assertThat(second.source("ct.crtsh").asked())
                .as("two questions, of the cache")
                .isEqualTo(2);
        assertThat(second.assets().keySet()).isEqualTo(first.assets().keySet());
        assertThat(Files.list(folder)).isNotEmpty();
    }
}
