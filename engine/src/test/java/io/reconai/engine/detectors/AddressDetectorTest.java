package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressDetectorTest {

    private static final AddressDetector DETECTOR = new AddressDetector();

    /// A name, its address, and how bad that is.
    @ParameterizedTest
    @CsvSource({
        "db.acme.test, 10.0.0.5, LOW",
        "db.acme.test, 192.168.7.1, LOW",
        "db.acme.test, 100.64.0.1, LOW",
        "db.acme.test, fd00::1, LOW",
        "db.acme.test, 127.0.0.1, LOW",
        "localhost.acme.test, 127.0.0.1, INFO",
        "db.acme.test, 203.0.113.7, ''",
        "db.acme.test, 224.0.0.1, ''",
        "db.acme.test, 8.8.8.8, ''",
        // What a list of senders says of one of them, and a host that is only called like one.
        "2.0.0.127.bl.acme.test, 127.0.0.2, ''",
        "dnsbl.acme.test, 127.0.0.4, ''",
        "rbl.acme.test, 10.0.0.5, LOW",
        "table.acme.test, 127.0.0.2, LOW",
    })
    void judges(String name, String address, String severity) {
        var type = address.contains(":") ? "AAAA" : "A";
        assertThat(DETECTOR.detect(Samples.host(name).dns(name, type, address).evidence()))
                .extracting(finding -> finding.severity().name())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
    }
}
