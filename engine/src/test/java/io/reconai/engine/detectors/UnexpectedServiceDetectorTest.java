package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Access;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What speaks where something else is usual.
class UnexpectedServiceDetectorTest {

    private static final UnexpectedServiceDetector DETECTOR = new UnexpectedServiceDetector();

    private static PortObservation port(int port, String service, Transport transport, String banner) {
        var identity = new ServiceIdentity(transport, "", "", "", Confidence.CERTAIN, Access.UNKNOWN, "");
        return new PortObservation("203.0.113.1", port, PortState.OPEN, "accepted", service, banner, 1, identity);
    }

    private static Evidence evidence(List<PortObservation> ports) {
        return Evidence.builder("scan", ScanMode.STANDARD, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .ports(ports)
                .build();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        22    | http       | TCP | true
        22    | grafana    | TCP | true
        443   | ssh        | TCP | true
        80    | ssh        | TCP | true
        6379  | http       | TCP | true
        25    | ftp        | TCP | true
        22    | ssh        | TCP | false
        993   | imap       | TLS | false
        465   | smtp       | TLS | false
        443   | https      | TCP | false
        443   | http       | TLS | false
        # any product with an HTTP interface
        443   | kubernetes | TLS | false
        80    | jenkins    | TCP | false
        # numbers that are nobody's
        2222  | ssh        | TCP | false
        8443  | ssh        | TCP | false
        9000  | http       | TCP | false
        # not heard
        993   | tls        | TCP | false
        22    | ''         | TCP | false
        # another register of numbers
        53    | sip        | UDP | false
        """)
    void verdict(int port, String service, Transport transport, boolean isUnexpected) {
        assertThat(DETECTOR.detect(evidence(List.of(port(port, service, transport, "")))))
                .extracting(finding -> finding.checkId() + " " + finding.severity() + " " + finding.location())
                .isEqualTo(isUnexpected ? List.of("port.unexpected-service INFO acme.test:" + port) : List.of());
    }

    @Test
    void whatPretendsIsNotJudged() {
        var alike = IntStream.of(21, 22, 23, 25, 53, 110, 111, 119, 135, 143, 389, 445)
                .mapToObj(port -> port(port, "telnet", Transport.TCP, "login:"))
                .toList();
        assertThat(DETECTOR.detect(evidence(alike))).isEmpty();
    }
}
