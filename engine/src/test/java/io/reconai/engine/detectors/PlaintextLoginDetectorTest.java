package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Access;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.asset.TlsObservation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaintextLoginDetectorTest {

    private static final PlaintextLoginDetector DETECTOR = new PlaintextLoginDetector();

    /// The service, what carries it, its greeting; how the question for TLS ended and what was wrong with that; what is
    /// found.
    @ParameterizedTest(name = "{0} over {1}, {2}: {3} {4} {5}")
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
    imap | TCP | * OK ready                        | MALFORMED   | no STARTTLS: a BAD unknown command | -                      | MEDIUM
    pop3 | TCP | +OK ready                         | MALFORMED   | no STARTTLS: -ERR no such command  | -                      | MEDIUM
    ldap | TCP | ''                                | MALFORMED   | no STARTTLS: refused               | -                      | LOW
    imap | TLS | * OK ready                        | MALFORMED   | no STARTTLS: a BAD unknown command | -                      | ''
    imap | TCP | * OK [CAPABILITY LOGINDISABLED]   | MALFORMED   | no STARTTLS: a BAD unknown command | -                      | ''
    imap | TCP | * OK ready                        | ANSWERED    | ''                                 | -                      | ''
    imap | TCP | * OK ready                        | TIMED_OUT   | silent during the handshake        | -                      | ''
    imap | TCP | * OK ready                        | MALFORMED   | 'no STARTTLS: '                    | -                      | ''
    imap | TCP | * OK ready                        | MALFORMED   | 3 octets came                      | -                      | ''
    imap | TCP | * OK ready                        | MALFORMED   | no STARTTLS: a NO not now          | REFUSED_THOUGH_OFFERED | ''
    smtp | TCP | 220 mx ESMTP                      | MALFORMED   | no STARTTLS: 502 unknown           | -                      | ''
    ftp  | TCP | 220 ready                         | MALFORMED   | no STARTTLS: 500 unknown           | -                      | ''
    """)
    void judges(
            String service,
            Transport transport,
            String greeting,
            ExchangeOutcome outcome,
            String detail,
            @Nullable StartTlsFault fault,
            String expected) {
        var found = DETECTOR.detect(evidence(service, transport, greeting, seen(143, service, outcome, detail, fault)));
        assertThat(found)
                .extracting(finding -> finding.severity().name())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"993, imap", "143, pop3"})
    void whatAnotherPortSaidDoesNotCount(int port, String asked) {
        var other = seen(port, asked, ExchangeOutcome.MALFORMED, "no STARTTLS: a BAD", null);
        assertThat(DETECTOR.detect(evidence("imap", Transport.TCP, "* OK ready", other)))
                .isEmpty();
    }

    private static Evidence evidence(String service, Transport transport, String greeting, TlsObservation seen) {
        var identity = new ServiceIdentity(transport, "", "", "", Confidence.CERTAIN, Access.UNKNOWN, "");
        var port = new PortObservation("203.0.113.1", 143, PortState.OPEN, "accepted", service, greeting, 1, identity);
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .ports(List.of(port))
                .tls(List.of(seen))
                .build();
    }

    private static TlsObservation seen(
            int port, String service, ExchangeOutcome outcome, String detail, @Nullable StartTlsFault fault) {
        return new TlsObservation(
                "203.0.113.1", port, "acme.test", outcome, detail, null, Samples.NOW, 1, null, service, fault);
    }
}
