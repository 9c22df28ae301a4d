package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Location;
import io.reconai.engine.asset.ProviderKind;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.enrichment.MaxMindFile;
import io.reconai.engine.risk.Contribution;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a passive scan of the lab learns of what lies around the hosts: places, networks, providers, owners, leaks.
class AroundHostTest {

    private static final Map<String, Asset> ASSETS = new ConcurrentHashMap<>();
    private static Lab lab;
    private static ScanReport report;

    @BeforeAll
    static void scanTheLab(@TempDir Path folder) throws Exception {
        lab = Lab.start(LabOptions.defaults());
        var places = new MaxMindFile("Test-City")
                .with("203.0.113.0", 24, Map.of("country_code", "DE", "city", "Munich"))
                .with("198.51.100.0", 24, Map.of("country", Map.of("iso_code", "GB")));
        var numbers = new MaxMindFile("Test-ASN")
                .with("198.51.100.0", 24, Map.of("asn", "AS13335", "as_name", "Somebody"))
                .with("203.0.113.0", 24, Map.of("asn", "AS64999", "as_name", "Outdated"));
        var files = Files.write(folder.resolve("places.mmdb"), places.bytes()) + ","
                + Files.write(folder.resolve("numbers.mmdb"), numbers.bytes());
        report = scan(Map.of("RECONAI_GEOIP_DB", files), NameSearch.everywhere(), ASSETS);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static ScanReport scan(Map<String, String> changed, NameSearch search, Map<String, Asset> into)
            throws Exception {
        var variables = new HashMap<>(lab.environment());
        variables.putAll(changed);
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            var request = ScanRequest.of("test", new DomainName(lab.domain()), ScanMode.PASSIVE);
            return engine.scan(request.with(search), event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    into.put(scored.asset().host().value(), scored.asset());
                }
            });
        }
    }

    private static Asset asset(String name) {
        return Optional.ofNullable(ASSETS.get(name)).orElseThrow();
    }

    @Test
    void anAddressHasAPlaceANetworkAndAName() {
        assertThat(asset("www.acme.test").evidence().addresses())
                .contains(new AddressObservation(
                        "203.0.113.10",
                        "",
                        "www.acme.test",
                        new Announcement("203.0.113.0/24", List.of(64_500L), "LAB, US", "US"),
                        new Location("DE", "Munich", null, null, "Test-City")));
        assertThat(asset("www.acme.test").evidence().addresses().getFirst().country())
                .isEqualTo("DE");
    }

    @Test
    void whereDnsDoesNotSayTheDatabaseDoes() {
        var support = asset("support.acme.test");
        assertThat(support.evidence().addresses()).singleElement().satisfies(seen -> assertThat(seen.announcement())
                .isEqualTo(new Announcement("198.51.100.0/24", List.of(13_335L), "Somebody", "")));
        assertThat(support.providers())
                .extracting(use -> use.subject() + " " + use.provider() + " " + use.kind())
                .contains("198.51.100.60 cloudflare " + ProviderKind.CDN);
    }

    @Test
    void theDomainHasARegistrationAndItsLeaks() {
        var apex = asset("acme.test").evidence();
        assertThat(apex.registration()).isNotNull().satisfies(said -> {
            assertThat(said.registrar()).isEqualTo("Lab Registrar");
            assertThat(said.expiresAt()).isEqualTo(Instant.parse("2029-05-01T00:00:00Z"));
        });
        assertThat(apex.breachHistory()).isNotNull().satisfies(history -> {
            assertThat(history.source()).isEqualTo("hibp");
            assertThat(history.breaches()).extracting(Breach::name).containsExactly("AcmeForum");
            assertThat(history.accounts()).isNotNull().satisfies(leaked -> {
                assertThat(leaked.addresses()).isEqualTo(2);
                assertThat(leaked.breaches()).extracting(Breach::name).containsExactly("AcmeForum", "Gadgets");
            });
        });
        assertThat(apex.coverage()).contains(new Coverage("breach", Coverage.Result.OK, "hibp"));
        assertThat(leaks("acme.test")).isEqualTo(OptionalDouble.of(1));
    }

    @Test
    void ofOtherHostsNobodyIsAskedAndNothingIsConcluded() {
        var www = asset("www.acme.test").evidence();
        assertThat(www.registration()).isNull();
        assertThat(www.breachHistory()).isNull();
        assertThat(www.coverage()).contains(new Coverage("breach", Coverage.Result.NOT_APPLICABLE, ""));
        assertThat(leaks("www.acme.test")).isEmpty();
    }

    @Test
    void theReportSaysHowTheyFared() {
        assertThat(health(report, "geo.mmdb").status()).isEqualTo(SourceHealth.Status.ANSWERED);
        assertThat(health(report, "geo.mmdb").detail()).contains("Test-City").contains("Test-ASN");
        assertThat(health(report, "hibp").asked()).as("once in a scan").isEqualTo(4);
        assertThat(health(report, "xposedornot").status()).isEqualTo(SourceHealth.Status.SKIPPED);
    }

    @Test
    void whatIsNotWantedIsNotAsked() throws Exception {
        var search = new NameSearch(
                false, false, Optional.empty(), Optional.empty(), Set.of(), Set.of("hibp", "xposedornot"));
        Map<String, Asset> found = new ConcurrentHashMap<>();
        var unwanted = scan(Map.of(), search, found);
        assertThat(health(unwanted, "hibp").detail()).isEqualTo("not wanted");
        assertThat(health(unwanted, "geo.mmdb").status()).isEqualTo(SourceHealth.Status.SKIPPED);
        var apex = Optional.ofNullable(found.get("acme.test")).orElseThrow();
        assertThat(apex.evidence().coverage())
                .contains(new Coverage(
                        "breach", Coverage.Result.NOT_CONFIGURED, "hibp: not wanted; xposedornot: not wanted"));
        assertThat(apex.evidence().addresses().getFirst().country())
                .as("where its network is registered")
                .isEqualTo("US");
    }

    private static OptionalDouble leaks(String name) {
        return asset(name).risk().contributions().stream()
                .filter(part -> part.feature().equals("breach_history_count"))
                .map(Contribution::observed)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static SourceHealth health(ScanReport report, String source) {
        return report.sources().stream()
                .filter(health -> health.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
