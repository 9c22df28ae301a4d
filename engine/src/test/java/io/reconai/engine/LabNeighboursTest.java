package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.ports.PortList;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import io.reconai.lab.Truth;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scans of the domains beside the lab's organisation, each by itself, measured against what the lab knows to be true
/// of them.
class LabNeighboursTest {

    /// Checks of certificates from public authorities: the lab's is none, and may do as it likes.
    private static final Set<String> OF_PUBLIC_AUTHORITIES =
            Set.of("tls.cert.eku-missing", "tls.cert.long-for-profile", "tls.cert.no-sct", "tls.cert.too-long");

    private static Lab lab;
    private static ScanEngine engine;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        var environment = new HashMap<>(lab.environment());
        // Of broken signatures nothing is said on the word of one resolver.
        environment.merge(
                "RECONAI_DNS_RESOLVERS",
                "127.0.0.1:" + lab.secondDns().getPort(),
                (first, second) -> first + "," + second);
        environment.put("RECONAI_SHOW_HIDDEN", "true");
        engine = new ScanEngine(EngineSettings.from(environment));
    }

    @AfterAll
    static void close() {
        engine.close();
        lab.close();
    }

    static Stream<String> domains() {
        return lab.neighbours().stream().map(Truth::domain);
    }

    @ParameterizedTest
    @MethodSource("domains")
    void reportsWhatIsWrongAndNothingElse(String domain) throws Exception {
        var truth = lab.neighbours().stream()
                .filter(neighbour -> neighbour.domain().equals(domain))
                .findFirst()
                .orElseThrow();
        var assets = scan(truth);
        assertThat(assets.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        truth.assets().stream().map(Truth.Asset::value).toList());
        for (var expected : truth.assets()) {
            var asset = Objects.requireNonNull(assets.get(expected.value()));
            assertThat(asset.findings().stream().map(Finding::checkId).sorted().toList())
                    .as(expected.value())
                    .isEqualTo(expected.findings().stream()
                            .map(Truth.Expected::checkId)
                            .sorted()
                            .toList());
            for (var finding : expected.findings()) {
                if (finding.severity() != null) {
                    assertThat(asset.findings())
                            .filteredOn(found -> found.checkId().equals(finding.checkId()))
                            .extracting(found -> found.severity().name().toLowerCase(Locale.ROOT))
                            .as(expected.value() + ": " + finding.why())
                            .containsExactly(finding.severity());
                }
            }
            assertThat(asset.evidence().openPorts()).as(expected.value()).isEqualTo(expected.openPorts());
            assertThat(spoken(asset, expected.services().keySet()))
                    .as(expected.value())
                    .isEqualTo(expected.services());
            assertThat(asset.technologies())
                    .as(expected.value())
                    .extracting(Technology::name)
                    .containsAll(expected.technologies());
        }
        for (var trap : truth.traps().findings()) {
            assertThat(Objects.requireNonNull(assets.get(trap.asset())).findings())
                    .as(trap.asset() + ": " + trap.why())
                    .extracting(Finding::checkId)
                    .doesNotContain(trap.checkId());
        }
        for (var trap : truth.traps().technologies()) {
            assertThat(Objects.requireNonNull(assets.get(trap.asset())).technologies())
                    .as(trap.asset() + ": " + trap.why())
                    .extracting(Technology::name)
                    .doesNotContain(trap.technology());
        }
    }

    private static Map<String, Asset> scan(Truth truth) throws InterruptedException {
        var ports = Stream.concat(
                        Stream.of(80, 443), truth.assets().stream().flatMap(asset -> asset.openPorts().stream()))
                .distinct()
                .toArray(Integer[]::new);
        var names = truth.assets().stream()
                .map(asset -> new DomainName(asset.value()))
                .collect(Collectors.toSet());
        var request = new ScanRequest(
                "test",
                new DomainName(truth.domain()),
                ScanMode.ACTIVE,
                NameSearch.everywhere().with(false, false),
                PortList.of(ports),
                ScanRequest.DEFAULT_MAX_HOSTS,
                Duration.ofMinutes(2),
                names,
                DoneHosts.NONE);
        var assets = new ConcurrentHashMap<String, Asset>();
        engine.scan(request, event -> {
            if (event instanceof ScanEvent.HostScored scored) {
                assets.put(scored.asset().host().value(), scored.asset());
            }
        });
        return assets;
    }

    /// Service, product and version, as far as they are told, by port.
    private static Map<Integer, String> spoken(Asset asset, Set<Integer> ports) {
        return asset.evidence().ports().stream()
                .filter(port -> ports.contains(port.port()))
                .collect(Collectors.toMap(PortObservation::port, LabNeighboursTest::spoken));
    }

    private static String spoken(PortObservation port) {
        return String.join(
                        " ",
                        port.service(),
                        port.identified().map(ServiceIdentity::product).orElse(""),
                        port.identified().map(ServiceIdentity::version).orElse(""))
                .strip();
    }

    /// What is never found in the lab is not known to be found anywhere.
    @Test
    void everyCheckHasAHostThatItFinds() {
        var found = Stream.concat(Stream.of(lab.truth()), lab.neighbours().stream())
                .flatMap(truth -> truth.assets().stream())
                .flatMap(asset -> asset.findings().stream())
                .map(Truth.Expected::checkId)
                .collect(Collectors.toSet());
        var missing = new TreeSet<>(Detectors.all().stream()
                .flatMap(detector -> detector.checks().stream())
                .map(Check::id)
                .toList());
        missing.removeAll(found);
        assertThat(missing).containsExactlyInAnyOrderElementsOf(OF_PUBLIC_AUTHORITIES);
        assertThat(List.copyOf(found)).isSubsetOf(lab.truth().checks());
    }
}
