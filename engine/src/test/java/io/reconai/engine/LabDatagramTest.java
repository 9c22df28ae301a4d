package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.services.DatagramPorts;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the lab's hosts say over UDP, and that nobody asks them unless the operator wants it.
class LabDatagramTest {

    private static final DatagramPorts ALL = DatagramPorts.parse("53,123,161,1900");

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void saysWhatAnswersOverUdp() throws Exception {
        var evidence = scan("ns1.acme.test", ScanMode.ACTIVE, ALL);
        var expected = lab.truth().assets().stream()
                .filter(asset -> asset.value().equals("ns1.acme.test"))
                .findFirst()
                .orElseThrow();
        Map<Integer, String> found = new HashMap<>();
        evidence.ports().stream().filter(port -> !port.isTcp()).forEach(port -> found.put(port.port(), spoken(port)));
        assertThat(expected.datagrams()).hasSize(4);
        assertThat(found).isEqualTo(expected.datagrams());
        assertThat(evidence.openPorts()).as("of TCP").isEqualTo(expected.openPorts());
        assertThat(covered(evidence)).containsExactly(Coverage.Result.OK);
    }

    @Test
    void aPortThatNobodyServesIsNoFact() throws Exception {
        var evidence = scan("ftp.acme.test", ScanMode.ACTIVE, ALL);
        assertThat(evidence.ports()).allMatch(PortObservation::isTcp);
        assertThat(evidence.coverage())
                .filteredOn(coverage -> coverage.probe().equals("udp_ports"))
                .extracting(Coverage::detail)
                .containsExactly("closed: 203.0.113.47 port 53, 203.0.113.47 port 123, 203.0.113.47 port 161, "
                        + "203.0.113.47 port 1900");
    }

    @Test
    void nobodyIsAskedUnlessWanted() throws Exception {
        var evidence = scan("ns1.acme.test", ScanMode.ACTIVE, DatagramPorts.none());
        assertThat(evidence.ports()).allMatch(PortObservation::isTcp);
        assertThat(covered(evidence)).isEmpty();
    }

    @Test
    void standardModeAsksNothingOverUdp() throws Exception {
        var evidence = scan("ns1.acme.test", ScanMode.STANDARD, ALL);
        assertThat(evidence.ports()).allMatch(PortObservation::isTcp);
        assertThat(covered(evidence)).containsExactly(Coverage.Result.NOT_ALLOWED);
    }

    @Test
    void documentsKeepTheTransport() throws Exception {
        var evidence = scan("ns1.acme.test", ScanMode.ACTIVE, ALL);
        var read = Json.mapper().readValue(Json.mapper().writeValueAsString(evidence), Evidence.class);
        assertThat(read.ports()).isEqualTo(evidence.ports());
    }

    private static List<Coverage.Result> covered(Evidence evidence) {
        return evidence.coverage().stream()
                .filter(coverage -> coverage.probe().equals("udp_ports"))
                .map(Coverage::outcome)
                .toList();
    }

    private static String spoken(PortObservation port) {
        return String.join(
                        " ",
                        port.service(),
                        port.identified().map(ServiceIdentity::product).orElse(""),
                        port.identified().map(ServiceIdentity::version).orElse(""))
                .strip();
    }

    private static Evidence scan(String name, ScanMode mode, DatagramPorts datagrams) throws Exception {
        var request = new ScanRequest(
                "test",
                new DomainName(name),
                mode,
                NameSearch.everywhere().with(false, false),
                PortList.of(21, 53),
                datagrams,
                1,
                Duration.ofMinutes(1),
                Set.of(),
                DoneHosts.NONE);
        var seen = new ArrayList<Evidence>();
        try (var engine = new ScanEngine(EngineSettings.from(lab.environment()))) {
            engine.scan(request, event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    seen.add(scored.asset().evidence());
                }
            });
        }
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }
}
