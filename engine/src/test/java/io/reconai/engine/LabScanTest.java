package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.asset.ZoneTransferAttempt;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.web.HttpVersions;
import io.reconai.engine.web.LoginForm;
import io.reconai.engine.web.SecurityTxt;
import io.reconai.engine.web.SetCookie;
import io.reconai.engine.web.SiteSummary;
import io.reconai.engine.web.VirtualHosting;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.lab.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One active scan of the lab, measured against what the lab knows to be true.
class LabScanTest {

    private static Lab lab;
    private static Truth truth;
    private static ScanReport report;
    private static final Map<String, Asset> ASSETS = new ConcurrentHashMap<>();

    @BeforeAll
    static void scanTheLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        truth = lab.truth();
        report = scan(ScanMode.ACTIVE, Map.of(), ASSETS);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static ScanReport scan(ScanMode mode, Map<String, String> changed, Map<String, Asset> into)
            throws Exception {
        var variables = new HashMap<>(lab.environment());
        variables.putAll(changed);
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            return engine.scan(ScanRequest.of("test", new DomainName(lab.domain()), mode), event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    into.put(scored.asset().host().value(), scored.asset());
                }
            });
        }
    }

    @Test
    void findsEveryAssetAndNoOther() {
        var expected = truth.assets().stream().map(Truth.Asset::value).collect(Collectors.toSet());
        assertThat(expected).hasSizeGreaterThanOrEqualTo(25);
        assertThat(ASSETS.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ASSETS)
                .doesNotContainKeys(
                        truth.traps().assets().stream().map(Truth.Name::value).toArray(String[]::new));
    }

    @Test
    void findsEveryOpenPortAndNoOther() {
        for (var expected : truth.assets()) {
            var found = asset(expected.value()).evidence().openPorts();
            if (expected.allPortsOpen()) {
                assertThat(found).as(expected.value()).hasSize(100);
            } else {
                assertThat(found).as(expected.value()).isEqualTo(expected.openPorts());
            }
        }
    }

    @Test
    void saysWhatSpeaksOnThePorts() {
        for (var expected : truth.assets()) {
            var ports = asset(expected.value()).evidence().ports();
            for (var service : expected.services().entrySet()) {
                assertThat(ports)
                        .filteredOn(port -> port.port() == service.getKey())
                        .extracting(LabScanTest::spoken)
                        .as(expected.value() + " port " + service.getKey())
                        .containsExactly(service.getValue());
            }
        }
    }

    private static String spoken(PortObservation port) {
        var identity = port.identified();
        return String.join(
                        " ",
                        port.service(),
                        identity.map(ServiceIdentity::product).orElse(""),
                        identity.map(ServiceIdentity::version).orElse(""))
                .strip();
    }

    @Test
    void sendsThePrinterNothing() {
        assertThat(asset("ftp.acme.test").evidence().openPorts()).contains(9100);
        assertThat(lab.printedBytes()).isZero();
    }

    @Test
    void saysThatAHostAcceptsEverything() {
        var trap = asset("trap.acme.test").evidence();
        assertThat(trap.ports()).noneMatch(PortObservation::isTelling);
        assertThat(trap.coverage())
                .filteredOn(coverage -> coverage.probe().equals("port_scan"))
                .extracting(Coverage::detail)
                .containsExactly("this host accepts connections on every port; only recognised services count");
        assertThat(asset("mail.acme.test").evidence().ports()).allMatch(PortObservation::isTelling);
    }

    @Test
    void reportsWhatIsWrongAndNothingElse() {
        var judged = new TreeSet<>(truth.checks());
        judged.retainAll(Detectors.all().stream()
                .flatMap(detector -> detector.checks().stream())
                .map(check -> check.id())
                .collect(Collectors.toSet()));
        assertThat(judged).as("the truth speaks of all checks there are").hasSizeGreaterThan(80);
        for (var expected : truth.assets()) {
            var wanted = expected.findings().stream()
                    .map(Truth.Expected::checkId)
                    .filter(judged::contains)
                    .sorted()
                    .toList();
            var found = asset(expected.value()).findings().stream()
                    .map(Finding::checkId)
                    .sorted()
                    .toList();
            assertThat(found)
                    .as(expected.value() + ", with " + unanswered(expected.value()))
                    .isEqualTo(wanted);
        }
    }

    /// The requests without an answer: what a finding is missing for, when one is.
    private static List<String> unanswered(String host) {
        return asset(host).evidence().exchanges().stream()
                .filter(made -> made.answered().isEmpty())
                .map(made -> made.url() + " " + made.outcome() + " " + made.detail())
                .toList();
    }

    @Test
    void seesWhatRunsAndNotWhatOnlySeemsTo() {
        assertThat(truth.assets().stream().flatMap(host -> host.technologies().stream()))
                .isNotEmpty();
        for (var expected : truth.assets()) {
            assertThat(asset(expected.value()).technologies())
                    .as(expected.value())
                    .extracting(Technology::name)
                    .containsAll(expected.technologies());
        }
        for (var trap : truth.traps().technologies()) {
            assertThat(asset(trap.asset()).technologies())
                    .as(trap.asset() + ": " + trap.why())
                    .extracting(Technology::name)
                    .doesNotContain(trap.technology());
        }
    }

    @Test
    void fallsIntoNoTrap() {
        for (var trap : truth.traps().findings()) {
            assertThat(asset(trap.asset()).findings())
                    .as(trap.asset() + ": " + trap.why())
                    .extracting(Finding::checkId)
                    .doesNotContain(trap.checkId());
        }
    }

    @Test
    void everyProofPointsIntoTheEvidence() {
        for (var asset : ASSETS.values()) {
            JsonNode document = Json.mapper().valueToTree(asset.evidence());
            for (var finding : asset.findings()) {
                assertThat(finding.evidence()).as(finding.checkId()).isNotEmpty();
                for (var proof : finding.evidence()) {
                    assertThat(document.at(proof.pointer()).isMissingNode())
                            .as(finding.checkId() + " on " + finding.asset() + " at " + proof.pointer())
                            .isFalse();
                    assertThat(proof.excerpt()).isNotBlank();
                }
            }
        }
    }

    @Test
    void addressesThatNoNameLeadsToAreLookedAtAsSuch() {
        var senders = Map.of("203.0.113.90", "http://203.0.113.90/", "2001:db8::90", "http://[2001:db8::90]/");
        senders.forEach((value, url) -> {
            var evidence = asset(value).evidence();
            assertThat(evidence.host().type()).isEqualTo(AssetType.IP_ADDRESS);
            assertThat(evidence.path()).extracting(DiscoveryStep::source).containsExactly("dns.addresses");
            assertThat(evidence.httpFirst().orElseThrow().url()).isEqualTo(url);
            assertThat(evidence.page().flatMap(Exchange::answered).orElseThrow().title())
                    .isEqualTo("Relay");
            assertThat(evidence.dns()).extracting(DnsLookup::type).containsExactly("PTR");
        });
        assertThat(asset("203.0.113.91").evidence().addresses())
                .extracting(AddressObservation::reverseName)
                .containsExactly("relay-58.acme.test");
    }

    @Test
    void sitesOnFurtherPortsAreSeenAndNotJudgedAsTheMainOne() {
        var evidence = asset("tools.acme.test").evidence();
        assertThat(evidence.exchanges())
                .filteredOn(
                        made -> made.probe().equals("origin") && made.answered().isPresent())
                .extracting(Exchange::url, made -> made.answered().orElseThrow().title(), Exchange::tlsVerified)
                .containsExactlyInAnyOrder(
                        tuple("http://tools.acme.test:8080/", "Build queue", false),
                        tuple("https://tools.acme.test:8443/", "Console", true),
                        tuple("https://tools.acme.test:9000/", "Objects", true));
        assertThat(evidence.ports())
                .extracting(PortObservation::port, PortObservation::service)
                .containsExactlyInAnyOrder(tuple(8080, "http"), tuple(8443, "https"), tuple(9000, "https"));
        assertThat(evidence.page()).isEmpty();
    }

    @Test
    void whatSitesSayBesideTheirPagesIsRead() {
        var evidence = asset("www.acme.test").evidence();
        assertThat(SecurityTxt.of(evidence).orElseThrow().values("contact"))
                .containsExactly("mailto:security@acme.test");
        assertThat(evidence.exchanges())
                .filteredOn(made -> made.probe().equals("favicon"))
                .extracting(Exchange::url, made -> made.answered().orElseThrow().iconHash())
                .containsExactly(tuple("https://www.acme.test/assets/icon.png?v=2", -757_223_386));
        assertThat(SetCookie.of(evidence.page().flatMap(Exchange::answered).orElseThrow()))
                .extracting(SetCookie::name)
                .containsExactly("__Host-theme", "lang");
        assertThat(HttpVersions.offered(evidence)).containsExactly("h2", "h3");
        assertThat(VirtualHosting.of(evidence)).isEqualTo(VirtualHosting.Site.OWN);
        assertThat(VirtualHosting.of(asset("support.acme.test").evidence())).isEqualTo(VirtualHosting.Site.DEFAULT);
        var summary = SiteSummary.of(evidence);
        assertThat(summary.guides()).containsExactly("robots", "security.txt", "sitemap");
        assertThat(summary.cookies()).extracting(SiteSummary.Cookie::name).containsExactly("__Host-theme", "lang");
        assertThat(summary.securityTxt()).isNotNull();
        var login = LoginForm.in(asset("portal.acme.test").evidence().page().orElseThrow());
        assertThat(login).contains(new LoginForm("https://portal.acme.test/login", "post"));
    }

    @Test
    void scriptsOfPagesAreFetchedFromTheirOwnOrigin() {
        assertThat(asset("shop.acme.test").evidence().exchanges())
                .filteredOn(made -> made.probe().equals("script"))
                .extracting(Exchange::url)
                .containsExactly("https://shop.acme.test/app.js");
        assertThat(asset("shop.acme.test").technologies())
                .extracting(technology -> technology.label())
                .contains("jQuery/1.12.4");
    }

    @Test
    void contributionsAddUpToTheScore() {
        for (var asset : ASSETS.values()) {
            var risk = asset.risk();
            var sum = risk.base()
                    + risk.contributions().stream()
                            .mapToDouble(part -> part.points())
                            .sum()
                    + (risk.floor() == null ? 0 : risk.floor().points());
            assertThat(sum).as(asset.host().value()).isCloseTo(risk.exact(), offset(1e-6));
        }
    }

    @Test
    void aReplayJudgesTheSame(@TempDir Path folder) throws Exception {
        var file = folder.resolve("evidence.jsonl");
        try (var log = EvidenceLog.create(file)) {
            for (var asset : ASSETS.values()) {
                log.add(asset.evidence());
            }
            log.add(report);
        }
        var judge = ScanEngine.judge();
        var replayed = new ArrayList<Asset>();
        var reports = new ArrayList<ScanReport>();
        EvidenceLog.read(Files.newBufferedReader(file), evidence -> replayed.add(judge.judge(evidence)), reports::add);
        assertThat(reports).containsExactly(report);
        assertThat(replayed.stream()
                        .collect(Collectors.toMap(asset -> asset.host().value(), Function.identity())))
                .isEqualTo(ASSETS);
    }

    @Test
    void saysHowTheSourcesFared() {
        assertThat(report.end()).isEqualTo(ScanReport.End.COMPLETED);
        assertThat(report.sources())
                .extracting(SourceHealth::source, SourceHealth::status)
                .contains(
                        tuple("ct.crtsh", SourceHealth.Status.ANSWERED),
                        tuple("dns.brute-force", SourceHealth.Status.ANSWERED));
        assertThat(report.unresolved()).anyMatch(line -> line.startsWith("a.fracture-58.acme.test"));
        assertThat(report.related()).contains("partner-portal.example");
        assertThat(report.warnings()).extracting(ScanWarning::code).contains(ScanWarning.Code.BLOCKED_BY_POLICY);
    }

    @Test
    void everyAssetSaysHowItWasFoundAndWhatWasLookedAt() {
        for (var asset : ASSETS.values()) {
            assertThat(asset.evidence().path()).as(asset.host().value()).isNotEmpty();
            assertThat(asset.evidence().coverage())
                    .extracting(Coverage::probe)
                    .contains("dns", "port_scan", "tls", "http");
        }
    }

    @Test
    void withoutPermissionNothingIsConnectedTo() throws Exception {
        var assets = new ConcurrentHashMap<String, Asset>();
        scan(ScanMode.ACTIVE, Map.of("RECONAI_CONNECT_TO", ""), assets);
        assertThat(assets).isNotEmpty();
        for (var asset : assets.values()) {
            var evidence = asset.evidence();
            assertThat(evidence.ports()).as(asset.host().value()).isEmpty();
            assertThat(evidence.exchanges()).isEmpty();
            assertThat(evidence.tls()).isEmpty();
            assertThat(evidence.otherPorts()).allMatch(group -> group.state() == PortState.BLOCKED);
            assertThat(evidence.addresses()).allMatch(address -> !address.isAllowed());
        }
        assertThat(Objects.requireNonNull(assets.get("vault.acme.test"))
                        .evidence()
                        .coverage())
                .contains(new Coverage("port_scan", Coverage.Result.BLOCKED, "private"));
    }

    /// Names and addresses that the operator excludes: the mail server's range also holds ns1, which gives its zone
    /// away to everybody else; link's page sends to a host that is off limits.
    @Test
    void whatIsExcludedIsLeftAlone() throws Exception {
        var assets = new ConcurrentHashMap<String, Asset>();
        var limited =
                scan(ScanMode.ACTIVE, Map.of("RECONAI_EXCLUDE", "dev.acme.test,203.0.113.25,203.0.113.53"), assets);
        assertThat(assets.keySet())
                .contains("www.acme.test", "mail.acme.test")
                .noneMatch(name -> name.endsWith("dev.acme.test"));
        assertThat(limited.excludedNames()).isGreaterThanOrEqualTo(4);
        var mail = Objects.requireNonNull(assets.get("mail.acme.test")).evidence();
        assertThat(mail.ports()).isEmpty();
        assertThat(mail.coverage()).contains(new Coverage("port_scan", Coverage.Result.BLOCKED, "excluded"));
        var apex = Objects.requireNonNull(assets.get("acme.test")).evidence();
        assertThat(apex.zoneTransfers())
                .extracting(ZoneTransferAttempt::outcome)
                .doesNotContain("transferred");
        assertThat(apex.dns())
                .filteredOn(lookup -> lookup.server().equals("203.0.113.53:53"))
                .isNotEmpty()
                .allMatch(lookup -> lookup.outcome() == DnsOutcome.BLOCKED);
    }

    @Test
    void anExcludedDomainIsNotScanned() {
        assertThatThrownBy(() -> scan(ScanMode.PASSIVE, Map.of("RECONAI_EXCLUDE", "acme.test"), new HashMap<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme.test is excluded");
    }

    @Test
    void passiveModeSendsNothingToTheTarget() throws Exception {
        var assets = new ConcurrentHashMap<String, Asset>();
        var passive = scan(ScanMode.PASSIVE, Map.of(), assets);
        assertThat(assets).containsKey("www.acme.test").doesNotContainKey("retired.acme.test");
        assertThat(assets.values())
                .allMatch(asset -> asset.evidence().ports().isEmpty()
                        && asset.evidence().otherPorts().isEmpty()
                        && asset.evidence().exchanges().isEmpty()
                        && asset.evidence().zoneTransfers().isEmpty());
        assertThat(passive.sources())
                .filteredOn(source -> source.source().equals("dns.brute-force"))
                .extracting(SourceHealth::status)
                .containsExactly(SourceHealth.Status.SKIPPED);
    }

    @Test
    void anUnreachableResolverEndsTheScanWithAWord() throws Exception {
        var assets = new ConcurrentHashMap<String, Asset>();
        var ended = scan(ScanMode.PASSIVE, Map.of("RECONAI_DNS_RESOLVERS", "127.0.0.1:1"), assets);
        assertThat(assets).isEmpty();
        assertThat(ended.warnings()).extracting(ScanWarning::code).contains(ScanWarning.Code.PARTIAL_EVIDENCE);
        assertThat(ended.end()).isEqualTo(ScanReport.End.FAILED);
        assertThat(ended.sources())
                .extracting(SourceHealth::source, SourceHealth::detail)
                .containsExactly(tuple("resolver 127.0.0.1:1", "does not answer; it is not asked"));
    }

    @Test
    void aSourceThatIsAwayIsSaidAndTheScanGoesOn() throws Exception {
        var assets = new ConcurrentHashMap<String, Asset>();
        var ended = scan(ScanMode.PASSIVE, Map.of("RECONAI_CRTSH_URL", "http://127.0.0.1:1/"), assets);
        assertThat(assets).containsKey("acme.test");
        assertThat(ended.end()).isEqualTo(ScanReport.End.COMPLETED);
        assertThat(ended.warnings())
                .extracting(ScanWarning::code, ScanWarning::source)
                .contains(tuple(ScanWarning.Code.SOURCE_UNAVAILABLE, "ct.crtsh"));
    }

    private static Asset asset(String value) {
        return Objects.requireNonNull(ASSETS.get(value), value + " was not found");
    }

    /// Keeps the list of modes honest: each is scanned above or is the standard one.
    @Test
    void modesIncludeEachOther() {
        assertThat(List.of(ScanMode.values())).containsExactly(ScanMode.PASSIVE, ScanMode.STANDARD, ScanMode.ACTIVE);
        assertThat(Set.of(ScanMode.values())).allMatch(mode -> mode.includes(ScanMode.PASSIVE));
        assertThat(ScanMode.STANDARD.includes(ScanMode.ACTIVE)).isFalse();
    }
}
